// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBufferPool} from "./interfaces/IBufferPool.sol";
import {ICarbonCredit} from "./interfaces/ICarbonCredit.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
import {IPermanence} from "./interfaces/IPermanence.sol";
import {IPermanenceMonitor} from "./interfaces/IPermanenceMonitor.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IScorecards} from "./interfaces/IScorecards.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {BatchIdLib} from "./libraries/BatchIdLib.sol";
import {Batch} from "./types/Batch.sol";
import {Condition} from "./types/Condition.sol";
import {LossAccount} from "./types/LossAccount.sol";
import {Methodology} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {Design} from "./types/Project.sol";
import {AcceptedReport, ReportState} from "./types/Report.sol";
import {
    AdditionalScore,
    MeasurableScore,
    PermanentScore,
    RealScore,
    Scorecard,
    UniqueScore,
    VerifiedScore
} from "./types/Scorecard.sol";

/// @title Scorecards
/// @dev Documented in IScorecards.
contract Scorecards is IScorecards {
    /// @inheritdoc IScorecards
    IDirectory public immutable directory;

    constructor(IDirectory directory_) {
        directory = directory_;
    }

    /// @inheritdoc IScorecards
    function scorecard(uint256 batchId) external view returns (Scorecard memory card) {
        bytes32 reportId = _credit().reportOf(batchId);
        AcceptedReport memory report = _oracle().getReport(reportId);
        (card.projectId, card.periodStart, card.periodEnd) = BatchIdLib.split(batchId);
        card.real = _real(report);
        card.additional = _additional(report);
        card.measurable = _measurable(report);
        card.verified = _verified(reportId, report);
        card.permanent = _permanent(batchId, report.projectId);
        card.unique = _unique(batchId, report);
    }

    /* REQUIREMENTS */

    function _real(AcceptedReport memory report) private pure returns (RealScore memory) {
        return
            RealScore({
                met: report.observedM2 > 0 && report.evidence != 0,
                observedM2: report.observedM2,
                claimedM2: report.claimedM2,
                evidence: report.evidence
            });
    }

    function _additional(AcceptedReport memory report) private view returns (AdditionalScore memory score) {
        IProjectRegistry projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        bytes32 digest = projects.designAt(report.projectId, report.periodStart);
        Design[] memory designs = projects.designs(report.projectId);
        for (uint256 i = 0; i < designs.length && score.committedAt == 0; ++i) {
            if (designs[i].digest == digest) score.committedAt = designs[i].committedAt;
        }
        score.met = score.committedAt <= report.periodStart;
        (score.baselineKg, score.leakageKg, score.design) = (report.baselineKg, report.leakageKg, digest);
    }

    function _measurable(AcceptedReport memory report) private view returns (MeasurableScore memory) {
        Methodology memory methodology = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry)).get(
            report.methodologyId
        );
        return
            MeasurableScore({
                met: report.netKg > 0,
                measuredKg: report.measuredKg,
                halfWidthKg: report.halfWidthKg,
                netKg: report.netKg,
                methodologyId: report.methodologyId,
                maturity: methodology.maturity,
                parameters: methodology.parameters,
                program: methodology.program
            });
    }

    function _verified(
        bytes32 reportId,
        AcceptedReport memory report
    ) private view returns (VerifiedScore memory score) {
        (address[] memory members, uint8 quorum, ) = IOperatorRegistry(directory.addressOf(Part.OperatorRegistry))
            .setOf(report.epoch);
        for (uint256 i = 0; i < members.length; ++i) score.signed += uint8((report.signedBy >> i) & 1);
        // There are at most 31.
        score.operators = uint8(members.length);
        score.quorum = quorum;
        score.challenges = IDisputes(directory.addressOf(Part.Disputes)).rounds(reportId);
        score.verifier = report.verifier;
        score.reportId = reportId;
        score.met = score.signed >= quorum && report.verifier != address(0) && report.state == ReportState.Pending;
    }

    function _permanent(uint256 batchId, uint64 projectId) private view returns (PermanentScore memory score) {
        IPermanenceMonitor monitor = IPermanenceMonitor(directory.addressOf(Part.PermanenceMonitor));
        IBufferPool bufferPool = IBufferPool(directory.addressOf(Part.BufferPool));
        IProjectRegistry projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        LossAccount memory losses = bufferPool.lossAccount(projectId);
        score.condition = IPermanence(address(monitor)).condition(batchId);
        score.met = score.condition <= Condition.Compensated;
        score.reversible = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry))
            .terms(projects.terms(projectId).methodologyId)
            .reversible;
        score.monitoringEnd = projects.monitoringEnd(projectId);
        score.lookedUntil = monitor.lookedUntil(projectId);
        score.lookDueAt = monitor.lookDueAt(projectId);
        score.lostKg = losses.lostKg;
        score.deficitKg = losses.deficitKg;
        score.bufferedKg = bufferPool.bufferAccount(projects.terms(projectId).pool).bufferedKg;
        score.alertId = monitor.watch(projectId).alertId;
    }

    function _unique(uint256 batchId, AcceptedReport memory report) private view returns (UniqueScore memory score) {
        Batch memory batch = _credit().batch(batchId);
        (score.groundRoot, score.edgeCells, , ) = IGroundRegistry(directory.addressOf(Part.GroundRegistry)).groundOf(
            report.projectId
        );
        (score.issuedKg, score.retiredKg, score.cancelledKg) = (batch.issuedKg, batch.retiredKg, batch.cancelledKg);
        uint256 spentKg = uint256(batch.bufferedKg) + batch.retiredKg + batch.cancelledKg;
        score.met = batch.issuedKg == report.netKg && spentKg <= batch.issuedKg;
    }

    /* PARTS */

    function _credit() private view returns (ICarbonCredit) {
        return ICarbonCredit(directory.addressOf(Part.CarbonCredit));
    }

    function _oracle() private view returns (IVerificationOracle) {
        return IVerificationOracle(directory.addressOf(Part.VerificationOracle));
    }
}
