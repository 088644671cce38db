// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Pool} from "./Pool.sol";

/// @notice What one credit of a methodology is: an emission avoided, or carbon taken from the air.
enum UnitKind {
    Reduction,
    Removal
}

/// @notice How far the measuring method has come, as its sources say.
enum Maturity {
    Research,
    Demonstration,
    Operational
}

/// @notice What a run of a methodology comes to. Only measurements earn.
enum Yield {
    Measurement,
    Finding,
    DetectionLimit
}

/// @notice Which published rule turns a half-width (90 %) into a deduction.
enum DeductionForm {
    Trees,
    VcsQuantile,
    VcsExcess,
    CdmBands
}

/// @notice A whole methodology, as proposed. Shares are parts per million.
struct Methodology {
    Yield yields; // What its program comes to.
    Pool pool; // What is counted.
    UnitKind unitKind; // Reduction or removal.
    bool reversible; // Whether the stock behind a credit can be lost again.
    Maturity maturity; // Readiness of the method.
    DeductionForm deductionForm; // The rule for the uncertainty deduction.
    uint32 deductionZPpm; // Standard normal quantile of the deduction; 0 where the form has none.
    uint32 maxHalfWidthPpm; // Largest half-width, relative to the gross amount, that a report may have.
    uint32 minObservedPpm; // Smallest observed share of the claimed area.
    uint32 bufferPpm; // Share of the net amount that goes to the buffer.
    uint16 monitoringYears; // Years that a batch is watched after its period.
    uint32 maxObservationGap; // Longest silence between two observations, in seconds.
    uint32 challengeWindow; // Time between a report's acceptance and its issuance, in seconds.
    uint32 maxKgPerHaYear; // Plausibility bound on the measured amount, in kg per hectare and year.
    uint32 minPeriod; // Shortest period that a report may have, in seconds.
    uint32 maxPeriod; // Longest period that a report may have, in seconds.
    uint32 retroactivity; // How long before its activation a project's crediting may start, in seconds.
    uint8 edgeLevels; // Allowed edge levels: bit 0 is S2 level 16, bit 1 is S2 level 20.
    bytes32 parameters; // sha2-256 digest of the parameter file's CIDv1 (raw codec).
    bytes32 program; // sha2-256 digest of the program's CIDv1 (raw codec): the code behind the numbers.
    string name; // Name, at most 31 bytes.
    string version; // Version, at most 31 bytes.
}

/// @notice A methodology without its texts: what contracts need, in two storage slots.
/// @dev Field meanings as in `Methodology`.
struct MethodologyTerms {
    Pool pool;
    UnitKind unitKind;
    bool reversible;
    Maturity maturity;
    DeductionForm deductionForm;
    uint8 edgeLevels;
    uint16 monitoringYears;
    uint32 deductionZPpm;
    uint32 maxHalfWidthPpm;
    uint32 minObservedPpm;
    uint32 bufferPpm;
    uint32 maxObservationGap;
    uint32 challengeWindow;
    uint32 maxKgPerHaYear;
    uint32 minPeriod;
    uint32 maxPeriod;
    uint32 retroactivity;
    Yield yields;
    bool active; // Immutable from activation on.
    bool closed; // Takes no new projects; those that are active go on.
}
