// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice How the tonnes of a batch fare now, from best to worst.
enum Condition {
    Sound, // Nothing is known against them.
    AtRisk, // Reversible, and the project was not looked at for longer than the methodology allows.
    Compensated, // Lost in part, and the loss is met in full.
    Deficit // Lost in part, and the loss is not met yet.
}
