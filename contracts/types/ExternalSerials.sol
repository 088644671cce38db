// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Units of another programme, `first` to `last`, both included.
struct ExternalSerials {
    uint32 programme; // A programme's id.
    uint64 series; // What the programme counts within, by its own number; 0 where it counts all its units through.
    uint64 first; // At least 1.
    uint64 last;
}

/// @notice External serials, and where the list is entered to take them.
struct SerialsClaim {
    ExternalSerials serials;
    uint64 hint; // First serial of any interval taken before `serials.first` in the series, or 0. The nearer, the cheaper.
}
