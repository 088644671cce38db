// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Alert, Verdict} from "../types/Alert.sol";
import {Observation} from "../types/Observation.sol";
import {SignerSignature} from "../types/Report.sol";
import {Loss, Watch} from "../types/Watch.sol";
import {IBufferPool} from "./IBufferPool.sol";
import {IGroundRegistry} from "./IGroundRegistry.sol";
import {IMethodologyRegistry} from "./IMethodologyRegistry.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";
import {IPermanence} from "./IPermanence.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";
import {IVerificationOracle} from "./IVerificationOracle.sol";

/// @title IPermanenceMonitor
/// @notice Watches reversible projects: observations that all is well, and alerts that stock is lost (L10, L12).
/// @dev Watching does not depend on a project's status: it begins with the first credited period and ends with the
/// project's monitoring.
///
/// An alert is one statement for all of its life. One operator's signature opens it, and stops the project's issuance. A
/// quorum's signatures over the same bytes confirm it, whether or not it was opened. A quorum's observation that names
/// it, over the whole of its span, dismisses it. Silence confirms: nobody's goodwill is needed. Whoever holds the
/// signatures may bring them.
///
/// A report that says of its period that more was lost than gained is a loss too. While it may still be struck, and until
/// somebody brings it here, its project is alerted; `carryLoss` counts it, once, and the next report brings it along.
///
/// An alert states all that its project lost in its span, over the whole ground, and so does a report of its period.
/// Where spans overlap, statements may be about the same loss: what a project lost is the most that statements of
/// disjoint spans add up to, and each counts by what it adds to that (see LossesLib).
///
/// A project has at most one open alert, and an operator whose alert was dismissed opens no other for the same project for
/// `REST_TIME`. So a single operator stops a project for as long as the others take to look, once in that time.
///
/// A statement's id is its EIP-712 digest: name "Sixfold PermanenceMonitor", version "1" (domain through ERC-5267).
///
/// Assumptions:
/// - operators re-ran the evidence; the chain can not.
///
/// Warning: after a change of operators an alert that is open can no longer be confirmed by signatures, only dismissed
/// or left to its deadline. The new operators may sign an alert of their own over the same span.
interface IPermanenceMonitor is IPermanence {
    /// @notice One operator says that stock may be lost. Issuance stops.
    event AlertOpened(
        bytes32 indexed alertId,
        uint64 indexed projectId,
        address indexed operator,
        Alert alert,
        uint40 deadline
    );

    /// @notice An alert is confirmed: by the operators of its set in this bitmap, or by silence where that is 0.
    /// Counted is what the project's losses come to beyond what they came to without it.
    event AlertConfirmed(
        bytes32 indexed alertId,
        uint64 indexed projectId,
        Alert alert,
        uint32 signedBy,
        uint64 countedKg
    );

    /// @notice A report's net loss is counted: by what the project's losses come to beyond what they came to without it.
    event ReportedLossCounted(bytes32 indexed reportId, uint64 indexed projectId, uint64 lossKg, uint64 countedKg);

    /// @notice An observation dismissed the project's open alert, whose opener rests.
    event AlertDismissed(
        bytes32 indexed alertId,
        uint64 indexed projectId,
        address indexed opener,
        bytes32 observationId,
        uint40 restsUntil
    );

    /// @notice A quorum looked at a project and found nothing lost: the operators of its set in this bitmap.
    event ProjectObserved(
        bytes32 indexed observationId,
        uint64 indexed projectId,
        Observation observation,
        uint32 signedBy
    );

    /// @notice The statement names another operator set than the current one.
    error PermanenceMonitorOperatorSetMismatch(bytes32 given, bytes32 current);

    /// @notice The statement has expired.
    error PermanenceMonitorExpired(uint40 expiry, uint256 timestamp);

    /// @notice The span is empty or not over.
    error PermanenceMonitorSpanInvalid(uint40 spanStart, uint40 spanEnd, uint256 timestamp);

    /// @notice The statement names no evidence.
    error PermanenceMonitorEvidenceMissing(uint64 projectId);

    /// @notice The statement is about other ground than the project's.
    error PermanenceMonitorGroundMismatch(uint64 projectId, bytes32 given, bytes32 expected);

    /// @notice The project is not watched at the time: its stock can not be lost, nothing was credited yet, or its
    /// monitoring has ended.
    error PermanenceMonitorNotWatched(uint64 projectId, uint40 spanStart, uint40 monitoringEnd);

    /// @notice The alert states no loss.
    error PermanenceMonitorLossMissing(uint64 projectId);

    /// @notice The claimed area is not the one that the project was validated with.
    error PermanenceMonitorClaimedAreaMismatch(uint64 claimedM2, uint56 areaM2);

    /// @notice No report with this id was accepted that states a net loss of anything that was credited.
    error PermanenceMonitorNoLossReported(bytes32 reportId);

    /// @notice The report is disputed, may still be, or was struck.
    error PermanenceMonitorReportUndecided(bytes32 reportId);

    /// @notice The observed area is more than the claimed area, or less of it than the methodology asks.
    error PermanenceMonitorObservedAreaInvalid(uint64 observedM2, uint64 claimedM2, uint32 minObservedPpm);

    /// @notice The project has an open alert already.
    error PermanenceMonitorAlertOpen(uint64 projectId, bytes32 alertId);

    /// @notice The alert is not the project's open one.
    error PermanenceMonitorAlertNotOpen(uint64 projectId, bytes32 alertId);

    /// @notice The alert was confirmed or dismissed before, or the report's loss was counted.
    error PermanenceMonitorAlertResolved(bytes32 statementId, Verdict verdict);

    /// @notice The operator's last alert for the project was dismissed too short a time ago.
    error PermanenceMonitorOperatorRests(address operator, uint64 projectId, uint40 until);

    /// @notice The deadline is not over: silence does not count yet.
    error PermanenceMonitorDeadlineAhead(bytes32 alertId, uint40 deadline);

    /// @notice The deadline is over: the alert counts as confirmed.
    error PermanenceMonitorDeadlineOver(bytes32 alertId, uint40 deadline);

    /// @notice The observation names another alert than the one it is brought for.
    error PermanenceMonitorAlertMismatch(bytes32 given, bytes32 expected);

    /// @notice The observation does not cover the alert's span.
    error PermanenceMonitorSpanNotCovered(uint40 spanStart, uint40 spanEnd);

    /// @notice The project was observed beyond this span before.
    error PermanenceMonitorObservedBefore(uint64 projectId, uint40 spanEnd, uint40 observedUntil);

    /// @notice Opens an alert by one current operator's signature. Anyone may call.
    /// @dev The project must be watched and have no open alert, and the operator must not rest.
    function open(Alert calldata alert, SignerSignature calldata operatorSignature) external returns (bytes32 alertId);

    /// @notice Confirms an alert, opened before or not, by a quorum's signatures. Anyone may call.
    function confirm(Alert calldata alert, SignerSignature[] calldata signatures) external returns (bytes32 alertId);

    /// @notice Confirms the project's open alert once its deadline is over. Anyone may call.
    function confirmBySilence(Alert calldata alert) external returns (bytes32 alertId);

    /// @notice Dismisses the project's open alert before its deadline, by a quorum's observation that names it and covers
    /// its span. Anyone may call.
    function dismiss(
        Alert calldata alert,
        Observation calldata observation,
        SignerSignature[] calldata signatures
    ) external returns (bytes32 observationId);

    /// @notice Counts the net loss of a report that can not be struck any more. Anyone may call, once.
    /// @dev Whoever signed the report looked at the project, as far as its period goes.
    /// @return countedKg What it adds to what is due of the project's losses.
    function carryLoss(bytes32 reportId) external returns (uint64 countedKg);

    /// @notice Accepts a quorum's observation that dismisses nothing and ends later than the last. Anyone may call.
    function observe(
        Observation calldata observation,
        SignerSignature[] calldata signatures
    ) external returns (bytes32 observationId);

    /// @notice The project's open alert and last look.
    function watch(uint64 projectId) external view returns (Watch memory);

    /// @notice The project's confirmed losses as they were stated, ascending by the end of their spans.
    function losses(uint64 projectId) external view returns (Loss[] memory);

    /// @notice What became of an alert, or of a report's net loss.
    function verdict(bytes32 statementId) external view returns (Verdict);

    /// @notice Until when the operator may open no alert for the project, in Unix seconds; 0 for never rested.
    function restsUntil(address operator, uint64 projectId) external view returns (uint40);

    /// @notice Until when the project was looked at, in Unix seconds: the later of the last observed span's end and the
    /// last credited period's.
    function lookedUntil(uint64 projectId) external view returns (uint40);

    /// @notice From when on the project counts as unmonitored unless somebody looks, in Unix seconds. Once the look
    /// reaches to this long before the end of monitoring, it never will: `type(uint40).max`.
    function lookDueAt(uint64 projectId) external view returns (uint40);

    /// @notice The EIP-712 digest of an alert, which is its id.
    function hashAlert(Alert calldata alert) external view returns (bytes32 alertId);

    /// @notice The EIP-712 digest of an observation, which is its id.
    function hashObservation(Observation calldata observation) external view returns (bytes32 observationId);

    /// @notice How long a quorum may take to resolve an alert, in seconds: 30 days. Two passes of the slowest open
    /// satellites that operators use (Landsat, 16 days), or five of Sentinel-2's, are public by then.
    function RESPONSE_TIME() external view returns (uint40);

    /// @notice How long an operator whose alert was dismissed opens no other for that project, in seconds: 90 days, so
    /// that a false alarm stops a project for a part of the year only.
    function REST_TIME() external view returns (uint40);

    /// @notice The buffer.
    function bufferPool() external view returns (IBufferPool);

    /// @notice The ground registry.
    function ground() external view returns (IGroundRegistry);

    /// @notice The methodology registry.
    function methodologies() external view returns (IMethodologyRegistry);

    /// @notice The operator registry.
    function operators() external view returns (IOperatorRegistry);

    /// @notice The verification oracle.
    function oracle() external view returns (IVerificationOracle);

    /// @notice The project registry.
    function projects() external view returns (IProjectRegistry);
}
