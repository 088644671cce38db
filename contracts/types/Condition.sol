// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice How the tonnes of a batch fare now, from best to worst.
enum Condition {
    Sound, // Nothing is known against them.
    Compensated, // Lost in part, and the loss is met in full.
    AtRisk, // An alert says that they may be lost.
    Unmonitored, // Reversible, and the project was not looked at for longer than the methodology allows.
    Deficit // Lost in part, and the loss is not met yet.
}
