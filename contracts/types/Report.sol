// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a report is for: credit for what was measured, or only to have looked.
enum ReportKind {
    Credit,
    Observation
}

/// @notice What was seen of one project over one period, as operators and verifier sign it.
/// @dev Field order is that of the EIP-712 type.
struct Report {
    uint64 projectId;
    uint32 methodologyId;
    ReportKind kind; // An observation measures nothing; it may state a loss.
    uint40 periodStart; // Unix seconds, inclusive.
    uint40 periodEnd; // Unix seconds, exclusive.
    uint64 measuredKg; // Rounded down.
    uint64 baselineKg; // Rounded up.
    uint64 leakageKg; // Rounded up.
    uint64 lossKg; // Upper bound of what was lost beside that, rounded up.
    uint64 halfWidthKg; // Half-width of the 90 % interval, rounded up.
    uint64 claimedM2; // Area of the claimed ground.
    uint64 observedM2; // The part of it that was observed.
    bytes32 groundRoot; // The ground that was measured.
    bytes32 evidence; // sha2-256 digest of the evidence bundle's CIDv1 (dag-pb).
    bytes32 previous; // The project's accepted report before this one; 0 for the first.
    address verifier; // Who countersigns.
    bytes32 operatorSet; // Digest of the operator set that signed.
    uint40 expiry; // Unix seconds; not accepted later.
}

/// @notice One operator's signature. Lists are strictly ascending by signer.
struct SignerSignature {
    address signer;
    bytes signature;
}

/// @notice Where an accepted report stands. Pending with its window over is issuable.
enum ReportState {
    None,
    Pending,
    Frozen, // Disputed.
    Struck // Found false; as if it had never been.
}

/// @notice An accepted report, in five storage slots.
struct AcceptedReport {
    uint64 projectId;
    uint32 methodologyId;
    uint40 periodStart;
    uint40 periodEnd;
    uint40 issuableAt; // Unix seconds: end of the challenge window.
    ReportState state;
    ReportKind kind;
    bool held; // Whether the guardian held it, which it does once.
    uint64 netKg; // What the project's account earns with it, less what was credited before.
    uint64 bufferKg; // The part of net that goes to the buffer.
    uint64 measuredKg;
    uint64 baselineKg;
    uint64 leakageKg;
    uint64 halfWidthKg;
    uint64 claimedM2;
    uint64 observedM2;
    bytes32 evidence;
    address verifier;
    uint40 creditedBefore; // The project's `creditedUntil` before it.
    uint32 signedBy; // Which operators signed: bit i is the operator with index i of the set.
    uint24 epoch; // Epoch of the operator set.
}
