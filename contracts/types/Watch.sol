// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What is known of a project by looking at it, in two storage slots.
struct Watch {
    bytes32 alertId; // The open alert; zero for none.
    address opener; // The operator who signed it.
    uint40 deadline; // Unix seconds: from then on it counts as confirmed. Zero when none is open.
    uint40 observedUntil; // Unix seconds: end of the last span that a quorum looked at; zero for none.
}

/// @notice A confirmed loss of a project, as it was stated.
struct Loss {
    uint40 spanStart; // Unix seconds.
    uint40 spanEnd; // Unix seconds.
    uint64 lossKg; // Upper bound.
    uint112 mostKg; // What it and those whose spans ended before come to together.
}
