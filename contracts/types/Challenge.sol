// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A report's open challenge. Deadline 0 is none.
struct Challenge {
    address challenger;
    uint40 openedAt; // Unix seconds.
    uint40 deadline; // Unix seconds; from then on silence decides.
    uint96 bond; // What the challenger loses if the report stands, in wei.
    bytes32 evidence; // sha2-256 digest of the counter-evidence's CIDv1.
}

/// @notice What became of a challenged report.
enum Ruling {
    Upheld, // The report stands; the challenger pays.
    Struck // The report was false; its signers pay.
}

/// @notice What operators found who ran a challenged report's evidence again.
/// @dev Field order is that of the EIP-712 type.
struct Resolution {
    bytes32 reportId;
    bytes32 challengeId; // Which challenge of it is resolved.
    Ruling ruling;
    bytes32 evidence; // sha2-256 digest of the CIDv1 of what the operators found.
    bytes32 operatorSet; // Digest of the operator set that signs.
    uint40 expiry; // Unix seconds; no signature counts later.
}
