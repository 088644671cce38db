// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A project's losses and how they are met, in two storage slots. Lost = cancelled + due + deficit.
struct LossAccount {
    uint64 issuedKg; // Reversible credits that the project was ever issued.
    uint64 lostKg; // What of them is lost.
    uint64 cancelledKg; // What was cancelled for it.
    uint64 dueKg; // What settlement has still to cancel.
    uint64 deficitKg; // What the buffer could not meet.
    uint64 unissuedKg; // What was lost beyond all that was issued: it takes from batches that are issued later...
    uint40 unissuedUntil; // ...and whose period ended by then, in Unix seconds.
    uint40 lossUntil; // Unix seconds: end of the last lost span. Batches that end by then are touched.
    uint32 emptied; // How many of the project's own batches have no buffer left, oldest first.
}

/// @notice The buffer of one carbon pool, in one storage slot.
struct BufferAccount {
    uint64 bufferedKg; // Held.
    uint64 dueKg; // To be cancelled for confirmed losses of its projects.
    uint64 deficitKg; // Not met by it.
    uint64 emptied; // How many batches of its queue have nothing left, oldest first.
}
