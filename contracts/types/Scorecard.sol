// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Condition} from "./Condition.sol";
import {Maturity} from "./Methodology.sol";

/// @notice Something happened, and was seen to.
/// @dev Met: some of the ground was observed, and a bundle says how.
struct RealScore {
    bool met;
    uint64 observedM2;
    uint64 claimedM2;
    bytes32 evidence; // sha2-256 digest of the evidence bundle's CIDv1 (dag-pb).
}

/// @notice It is more than would have happened anyway.
/// @dev Met: fields, controls and practice were committed to by the time the period began, so that the baseline was not
/// picked afterwards.
struct AdditionalScore {
    bool met;
    uint64 baselineKg;
    uint64 leakageKg;
    uint40 committedAt; // Unix seconds: when the design was committed to.
    bytes32 design; // sha2-256 digest of the published design.
}

/// @notice How much is known, and how well.
/// @dev Met: what was measured is worth something after the deduction for doubt.
struct MeasurableScore {
    bool met;
    uint64 measuredKg;
    uint64 halfWidthKg; // Of the 90 % interval.
    uint64 netKg;
    uint32 methodologyId;
    Maturity maturity;
    bytes32 parameters; // sha2-256 digests of the CIDv1 (raw) of parameters...
    bytes32 program; // ...and program.
}

/// @notice Who else came to the same bytes.
/// @dev Met: a quorum of its time and a verifier signed, and nobody disputes it.
struct VerifiedScore {
    bool met;
    uint8 signed; // Operators who signed...
    uint8 operators; // ...of how many...
    uint8 quorum; // ...of whom so many must.
    uint32 challenges; // How often it was challenged.
    address verifier;
    bytes32 reportId;
}

/// @notice Whether it lasts.
/// @dev Met: nothing can be lost again, or nothing is known to be lost without having been met.
struct PermanentScore {
    bool met;
    bool reversible;
    Condition condition;
    uint40 monitoringEnd; // Unix seconds.
    uint40 lookedUntil; // Unix seconds: end of the last look...
    uint40 lookDueAt; // ...and when the next is due, greatest for none.
    uint64 lostKg; // Of the project's reversible credits.
    uint64 deficitKg; // What of that nobody has met.
    uint64 bufferedKg; // What the pool holds for all its projects.
    bytes32 alertId; // The open alert; zero for none.
}

/// @notice Whether it is counted once.
/// @dev Met: the batch is what its report is worth, and all of it is somewhere.
struct UniqueScore {
    bool met;
    uint64 issuedKg;
    uint64 retiredKg;
    uint64 cancelledKg;
    uint64 edgeCells; // Ground that the project holds now.
    bytes32 groundRoot;
}

/// @notice The six things that ICROA asks of a credit, as this registry's state has them now.
struct Scorecard {
    uint64 projectId;
    uint40 periodStart;
    uint40 periodEnd;
    RealScore real;
    AdditionalScore additional;
    MeasurableScore measurable;
    VerifiedScore verified;
    PermanentScore permanent;
    UniqueScore unique;
}
