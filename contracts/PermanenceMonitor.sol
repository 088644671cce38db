// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IBufferPool} from "./interfaces/IBufferPool.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
import {IPermanence} from "./interfaces/IPermanence.sol";
import {IPermanenceMonitor} from "./interfaces/IPermanenceMonitor.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {BatchIdLib} from "./libraries/BatchIdLib.sol";
import {LossesLib} from "./libraries/LossesLib.sol";
import {Alert, Verdict} from "./types/Alert.sol";
import {Condition} from "./types/Condition.sol";
import {MethodologyTerms} from "./types/Methodology.sol";
import {Observation} from "./types/Observation.sol";
import {Part} from "./types/Part.sol";
import {ProjectTerms} from "./types/Project.sol";
import {AcceptedReport, SignerSignature} from "./types/Report.sol";
import {Loss, Watch} from "./types/Watch.sol";

/// @title PermanenceMonitor
/// @dev Documented in IPermanenceMonitor.
contract PermanenceMonitor is IPermanenceMonitor, DirectoryPart, EIP712 {
    using LossesLib for Loss[];

    /* CONSTANTS */

    bytes32 private constant ALERT_TYPEHASH = keccak256(
        "Alert(uint64 projectId,uint8 cause,uint40 spanStart,uint40 spanEnd,uint64 lostM2,uint64 lossKg,"
        "bytes32 groundRoot,bytes32 evidence,bytes32 operatorSet,uint40 expiry)"
    );

    bytes32 private constant OBSERVATION_TYPEHASH = keccak256(
        "Observation(uint64 projectId,uint40 spanStart,uint40 spanEnd,uint64 claimedM2,uint64 observedM2,"
        "bytes32 alertId,bytes32 groundRoot,bytes32 evidence,bytes32 operatorSet,uint40 expiry)"
    );

    uint256 private constant PPM = 1_000_000;

    /// @inheritdoc IPermanenceMonitor
    uint40 public constant RESPONSE_TIME = 30 days;

    /// @inheritdoc IPermanenceMonitor
    uint40 public constant REST_TIME = 90 days;

    /// @inheritdoc IPermanenceMonitor
    IMethodologyRegistry public immutable methodologies;

    /// @inheritdoc IPermanenceMonitor
    IProjectRegistry public immutable projects;

    /// @inheritdoc IPermanenceMonitor
    IGroundRegistry public immutable ground;

    /// @inheritdoc IPermanenceMonitor
    IOperatorRegistry public immutable operators;

    /// @inheritdoc IPermanenceMonitor
    IVerificationOracle public immutable oracle;

    /// @inheritdoc IPermanenceMonitor
    IBufferPool public immutable bufferPool;

    /* STORAGE */

    /// @inheritdoc IPermanenceMonitor
    mapping(bytes32 statementId => Verdict) public verdict;

    /// @inheritdoc IPermanenceMonitor
    mapping(address operator => mapping(uint64 projectId => uint40)) public restsUntil;

    mapping(uint64 projectId => Watch) private _watches;
    mapping(uint64 projectId => Loss[]) private _losses;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.PermanenceMonitor) EIP712("Sixfold PermanenceMonitor", "1") {
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        ground = IGroundRegistry(directory.addressOf(Part.GroundRegistry));
        operators = IOperatorRegistry(directory.addressOf(Part.OperatorRegistry));
        oracle = IVerificationOracle(directory.addressOf(Part.VerificationOracle));
        bufferPool = IBufferPool(directory.addressOf(Part.BufferPool));
    }

    /* ALERTS */

    /// @inheritdoc IPermanenceMonitor
    function open(Alert calldata alert, SignerSignature calldata operatorSignature) external returns (bytes32 alertId) {
        alertId = _requireAlert(alert);
        uint64 projectId = alert.projectId;
        Watch storage watched = _watches[projectId];
        require(watched.deadline == 0, PermanenceMonitorAlertOpen(projectId, watched.alertId));
        SignerSignature[] memory one = new SignerSignature[](1);
        one[0] = operatorSignature;
        operators.requireSigned(projects.terms(projectId).developer, alertId, one);
        address operator = operatorSignature.signer;
        uint40 rests = restsUntil[operator][projectId];
        require(block.timestamp >= rests, PermanenceMonitorOperatorRests(operator, projectId, rests));

        uint40 deadline = uint40(block.timestamp) + RESPONSE_TIME;
        watched.alertId = alertId;
        watched.opener = operator;
        watched.deadline = deadline;
        emit AlertOpened(alertId, projectId, operator, alert, deadline);
    }

    /// @inheritdoc IPermanenceMonitor
    function confirm(Alert calldata alert, SignerSignature[] calldata signatures) external returns (bytes32 alertId) {
        alertId = _requireAlert(alert);
        (uint32 signedBy, ) = operators.requireQuorum(projects.terms(alert.projectId).developer, alertId, signatures);
        Watch storage watched = _watches[alert.projectId];
        if (watched.alertId == alertId) _close(watched);
        _observedUntil(watched, alert.spanEnd);
        _confirm(alertId, alert, signedBy);
    }

    /// @inheritdoc IPermanenceMonitor
    function confirmBySilence(Alert calldata alert) external returns (bytes32 alertId) {
        alertId = hashAlert(alert);
        Watch storage watched = _requireOpen(alert.projectId, alertId);
        uint40 deadline = watched.deadline;
        require(block.timestamp >= deadline, PermanenceMonitorDeadlineAhead(alertId, deadline));
        _close(watched);
        _confirm(alertId, alert, 0);
    }

    /// @inheritdoc IPermanenceMonitor
    function dismiss(
        Alert calldata alert,
        Observation calldata observation,
        SignerSignature[] calldata signatures
    ) external returns (bytes32 observationId) {
        bytes32 alertId = hashAlert(alert);
        uint64 projectId = alert.projectId;
        Watch storage watched = _requireOpen(projectId, alertId);
        uint40 deadline = watched.deadline;
        require(block.timestamp < deadline, PermanenceMonitorDeadlineOver(alertId, deadline));
        require(
            observation.alertId == alertId && observation.projectId == projectId,
            PermanenceMonitorAlertMismatch(observation.alertId, alertId)
        );
        require(
            observation.spanStart <= alert.spanStart && observation.spanEnd >= alert.spanEnd,
            PermanenceMonitorSpanNotCovered(alert.spanStart, alert.spanEnd)
        );
        uint32 signedBy;
        (observationId, signedBy) = _requireObservation(observation, signatures);

        address opener = watched.opener;
        uint40 rests = uint40(block.timestamp) + REST_TIME;
        verdict[alertId] = Verdict.Dismissed;
        restsUntil[opener][projectId] = rests;
        _close(watched);
        _observedUntil(watched, observation.spanEnd);
        emit ProjectObserved(observationId, projectId, observation, signedBy);
        emit AlertDismissed(alertId, projectId, opener, observationId, rests);
    }

    /* REPORTS */

    /// @inheritdoc IPermanenceMonitor
    function carryLoss(bytes32 reportId) external returns (uint64 countedKg) {
        uint64 lossKg = oracle.netLoss(reportId);
        require(lossKg > 0, PermanenceMonitorNoLossReported(reportId));
        _requireUnresolved(reportId);
        require(oracle.issuable(reportId), PermanenceMonitorReportUndecided(reportId));
        AcceptedReport memory report = oracle.getReport(reportId);
        uint64 projectId = report.projectId;

        verdict[reportId] = Verdict.Confirmed;
        _observedUntil(_watches[projectId], report.periodEnd);
        countedKg = _losses[projectId].count(report.periodStart, report.periodEnd, lossKg);
        emit ReportedLossCounted(reportId, projectId, lossKg, countedKg);
        if (countedKg > 0) bufferPool.owe(projectId, countedKg, report.periodEnd);
    }

    /* OBSERVATIONS */

    /// @inheritdoc IPermanenceMonitor
    function observe(
        Observation calldata observation,
        SignerSignature[] calldata signatures
    ) external returns (bytes32 observationId) {
        require(observation.alertId == 0, PermanenceMonitorAlertMismatch(observation.alertId, 0));
        Watch storage watched = _watches[observation.projectId];
        uint40 before = watched.observedUntil;
        require(
            observation.spanEnd > before,
            PermanenceMonitorObservedBefore(observation.projectId, observation.spanEnd, before)
        );
        uint32 signedBy;
        (observationId, signedBy) = _requireObservation(observation, signatures);
        watched.observedUntil = observation.spanEnd;
        emit ProjectObserved(observationId, observation.projectId, observation, signedBy);
    }

    /* VIEWS */

    /// @inheritdoc IPermanence
    function condition(uint256 batchId) external view returns (Condition) {
        (uint64 projectId, , ) = BatchIdLib.split(batchId);
        ProjectTerms memory project = projects.terms(projectId);
        MethodologyTerms memory methodology = methodologies.terms(project.methodologyId);
        if (!methodology.reversible) return Condition.Sound;

        uint40 deadline = _watches[projectId].deadline;
        (bool touched, bool unmet) = bufferPool.lossOf(batchId);
        if (touched && unmet) return Condition.Deficit;
        if (deadline != 0 && block.timestamp >= deadline) return Condition.Deficit;
        bytes32 reportId = _uncounted(projectId);
        if (reportId != 0 && oracle.issuable(reportId)) return Condition.Deficit;
        if (block.timestamp > _lookDueAt(projectId, project, methodology)) return Condition.Unmonitored;
        if (deadline != 0 || reportId != 0) return Condition.AtRisk;
        return touched ? Condition.Compensated : Condition.Sound;
    }

    /// @inheritdoc IPermanence
    function alerted(uint64 projectId) external view returns (bool) {
        return _watches[projectId].deadline != 0 || _uncounted(projectId) != 0;
    }

    /// @inheritdoc IPermanenceMonitor
    function watch(uint64 projectId) external view returns (Watch memory) {
        return _watches[projectId];
    }

    /// @inheritdoc IPermanenceMonitor
    function losses(uint64 projectId) external view returns (Loss[] memory) {
        return _losses[projectId];
    }

    /// @inheritdoc IPermanenceMonitor
    function lookedUntil(uint64 projectId) external view returns (uint40) {
        return _lookedUntil(projectId, projects.terms(projectId));
    }

    /// @inheritdoc IPermanenceMonitor
    function lookDueAt(uint64 projectId) external view returns (uint40) {
        ProjectTerms memory project = projects.terms(projectId);
        return _lookDueAt(projectId, project, methodologies.terms(project.methodologyId));
    }

    /// @inheritdoc IPermanenceMonitor
    function hashAlert(Alert calldata alert) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(ALERT_TYPEHASH, alert)));
    }

    /// @inheritdoc IPermanenceMonitor
    function hashObservation(Observation calldata observation) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(OBSERVATION_TYPEHASH, observation)));
    }

    /* INTERNAL */

    /// @dev What holds for an alert whoever brings it, and that nobody has resolved it.
    function _requireAlert(Alert calldata alert) private view returns (bytes32 alertId) {
        alertId = hashAlert(alert);
        _requireUnresolved(alertId);
        require(alert.lossKg > 0 && alert.lostM2 > 0, PermanenceMonitorLossMissing(alert.projectId));
        _requireCurrent(alert.projectId, alert.operatorSet, alert.evidence, alert.expiry);
        _requireWatched(alert.projectId, alert.spanStart, alert.spanEnd, alert.groundRoot);
    }

    function _requireUnresolved(bytes32 statementId) private view {
        Verdict known = verdict[statementId];
        require(known == Verdict.None, PermanenceMonitorAlertResolved(statementId, known));
    }

    function _requireObservation(
        Observation calldata observation,
        SignerSignature[] calldata signatures
    ) private view returns (bytes32 observationId, uint32 signedBy) {
        observationId = hashObservation(observation);
        uint64 projectId = observation.projectId;
        _requireCurrent(projectId, observation.operatorSet, observation.evidence, observation.expiry);
        MethodologyTerms memory methodology = _requireWatched(
            projectId,
            observation.spanStart,
            observation.spanEnd,
            observation.groundRoot
        );
        (uint256 observedM2, uint256 claimedM2) = (observation.observedM2, observation.claimedM2);
        uint56 areaM2 = projects.terms(projectId).areaM2;
        require(claimedM2 == areaM2, PermanenceMonitorClaimedAreaMismatch(observation.claimedM2, areaM2));
        require(
            observedM2 <= claimedM2 && observedM2 > 0 && observedM2 * PPM >= claimedM2 * methodology.minObservedPpm,
            PermanenceMonitorObservedAreaInvalid(
                observation.observedM2,
                observation.claimedM2,
                methodology.minObservedPpm
            )
        );
        (signedBy, ) = operators.requireQuorum(projects.terms(projectId).developer, observationId, signatures);
    }

    function _requireCurrent(uint64 projectId, bytes32 operatorSet, bytes32 evidence, uint40 expiry) private view {
        bytes32 current = operators.operatorSet();
        require(operatorSet == current && current != 0, PermanenceMonitorOperatorSetMismatch(operatorSet, current));
        require(block.timestamp <= expiry, PermanenceMonitorExpired(expiry, block.timestamp));
        require(evidence != 0, PermanenceMonitorEvidenceMissing(projectId));
    }

    function _requireWatched(
        uint64 projectId,
        uint40 spanStart,
        uint40 spanEnd,
        bytes32 groundRoot
    ) private view returns (MethodologyTerms memory methodology) {
        require(
            spanStart < spanEnd && spanEnd <= block.timestamp,
            PermanenceMonitorSpanInvalid(spanStart, spanEnd, block.timestamp)
        );
        methodology = methodologies.terms(projects.terms(projectId).methodologyId);
        uint40 monitoringEnd = projects.monitoringEnd(projectId);
        require(
            methodology.reversible && spanStart < monitoringEnd,
            PermanenceMonitorNotWatched(projectId, spanStart, monitoringEnd)
        );
        (bytes32 expected, , , ) = ground.groundOf(projectId);
        require(groundRoot == expected, PermanenceMonitorGroundMismatch(projectId, groundRoot, expected));
    }

    function _requireOpen(uint64 projectId, bytes32 alertId) private view returns (Watch storage watched) {
        watched = _watches[projectId];
        require(watched.alertId == alertId, PermanenceMonitorAlertNotOpen(projectId, alertId));
    }

    function _close(Watch storage watched) private {
        watched.alertId = 0;
        watched.opener = address(0);
        watched.deadline = 0;
    }

    function _observedUntil(Watch storage watched, uint40 spanEnd) private {
        if (spanEnd > watched.observedUntil) watched.observedUntil = spanEnd;
    }

    function _confirm(bytes32 alertId, Alert calldata alert, uint32 signedBy) private {
        uint64 projectId = alert.projectId;
        verdict[alertId] = Verdict.Confirmed;
        uint64 countedKg = _losses[projectId].count(alert.spanStart, alert.spanEnd, alert.lossKg);
        emit AlertConfirmed(alertId, projectId, alert, signedBy, countedKg);
        if (countedKg > 0) bufferPool.owe(projectId, countedKg, alert.spanEnd);
    }

    /// @dev The project's report whose loss was not counted yet; 0 for none. Only the latest can be one.
    function _uncounted(uint64 projectId) private view returns (bytes32) {
        (bytes32 reportId, uint64 lossKg) = oracle.latestLoss(projectId);
        return lossKg > 0 && verdict[reportId] == Verdict.None ? reportId : bytes32(0);
    }

    function _lookedUntil(uint64 projectId, ProjectTerms memory project) private view returns (uint40) {
        return uint40(Math.max(_watches[projectId].observedUntil, project.creditedUntil));
    }

    function _lookDueAt(
        uint64 projectId,
        ProjectTerms memory project,
        MethodologyTerms memory methodology
    ) private view returns (uint40) {
        uint256 dueAt = uint256(_lookedUntil(projectId, project)) + methodology.maxObservationGap;
        uint40 monitoringEnd = projects.monitoringEnd(projectId);
        return !methodology.reversible || dueAt >= monitoringEnd ? type(uint40).max : uint40(dueAt);
    }
}
