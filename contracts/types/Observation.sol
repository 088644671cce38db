// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A statement that a project was looked at over a span, and that nothing was lost.
/// @dev Field order is that of the EIP-712 type.
struct Observation {
    uint64 projectId;
    uint40 spanStart; // Unix seconds, the first look.
    uint40 spanEnd; // Unix seconds, the last look.
    uint64 claimedM2; // Area of the claimed ground.
    uint64 observedM2; // The part of it that was looked at.
    bytes32 alertId; // The alert that this dismisses; zero for none.
    bytes32 groundRoot; // The ground that was looked at.
    bytes32 evidence; // sha2-256 digest of the evidence bundle's CIDv1 (dag-pb).
    bytes32 operatorSet; // Digest of the operator set that signs.
    uint40 expiry; // Unix seconds; no signature counts later.
}
