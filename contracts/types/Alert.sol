// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What destroyed stock.
enum Cause {
    Other,
    Fire,
    Logging,
    Flood,
    Drought,
    Earthquake,
    BedLoss,
    Leak
}

/// @notice A statement that stock may be lost: all that a project lost between two looks at it.
/// @dev Field order is that of the EIP-712 type.
struct Alert {
    uint64 projectId;
    Cause cause;
    uint40 spanStart; // Unix seconds: the look that found the stock there.
    uint40 spanEnd; // Unix seconds: the look that found it gone.
    uint64 lostM2; // Rounded up.
    uint64 lossKg; // Upper bound of the loss over the whole ground, rounded up.
    bytes32 groundRoot; // The ground that was looked at.
    bytes32 evidence; // sha2-256 digest of the evidence bundle's CIDv1 (dag-pb).
    bytes32 operatorSet; // Digest of the operator set that signs.
    uint40 expiry; // Unix seconds; no signature counts later.
}

/// @notice What became of an alert, or of a report's net loss: confirmed once it is counted. An open alert is its
/// project's, see `Watch`.
enum Verdict {
    None,
    Confirmed,
    Dismissed
}
