// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BufferPool} from "../../../contracts/BufferPool.sol";
import {CarbonCredit} from "../../../contracts/CarbonCredit.sol";
import {PermanenceMonitor} from "../../../contracts/PermanenceMonitor.sol";
import {ProjectRegistry} from "../../../contracts/ProjectRegistry.sol";
import {BatchIdLib} from "../../../contracts/libraries/BatchIdLib.sol";
import {Alert, Cause, Verdict} from "../../../contracts/types/Alert.sol";
import {Batch} from "../../../contracts/types/Batch.sol";
import {Condition} from "../../../contracts/types/Condition.sol";
import {LossAccount} from "../../../contracts/types/LossAccount.sol";
import {Observation} from "../../../contracts/types/Observation.sol";
import {AcceptedReport, ReportState, SignerSignature} from "../../../contracts/types/Report.sol";
import {Purpose, Retirement} from "../../../contracts/types/Retirement.sol";
import {vm} from "../utils/Vm.sol";
import {AcceptedReports} from "./CreditHandler.t.sol";

/// @notice Three projects of one carbon pool that are issued credits, lose stock and make it good at random.
contract PermanenceHandler {
    /// @dev The only operator's.
    uint256 public constant OPERATOR_KEY = 7;
    uint256 private constant MAX_BATCHES = 9;
    uint64 private constant MAX_KG = 1_000_000;

    CarbonCredit public immutable credit;
    PermanenceMonitor public immutable monitor;
    BufferPool public immutable bufferPool;
    ProjectRegistry private immutable _projects;
    AcceptedReports private immutable _reports;
    address private immutable _holder;
    bytes32 private immutable _operatorSet;

    uint64[3] public projectIds;
    bytes32[3] private _roots;
    uint256[] public batchIds;
    Alert[] private _alerts;

    /// @dev What went on though it must not.
    uint256 public issuedWhileStopped;
    uint256 public soundWhileUnmet;
    uint256 public healedByItself;
    uint256 public deficitsWhileBuffered;
    uint256 public serialGaps;

    /// @dev Confirmed alerts, which no other call may undo.
    uint256 public confirmed;
    uint256 public carried;

    constructor(
        CarbonCredit credit_,
        PermanenceMonitor monitor_,
        BufferPool bufferPool_,
        ProjectRegistry projects_,
        AcceptedReports reports_,
        uint64[3] memory projectIds_,
        bytes32[3] memory roots,
        bytes32 operatorSet,
        address holder
    ) {
        (credit, monitor, bufferPool) = (credit_, monitor_, bufferPool_);
        (_projects, _reports, _operatorSet, _holder) = (projects_, reports_, operatorSet, holder);
        (projectIds, _roots) = (projectIds_, roots);
    }

    function batches() external view returns (uint256) {
        return batchIds.length;
    }

    function issue(uint8 which, uint64 netKg, uint32 bufferPpm) public {
        if (batchIds.length == MAX_BATCHES) return;
        uint64 projectId = projectIds[which % 3];
        uint40 start = _projects.terms(projectId).lastPeriodEnd;
        if (start == 0) start = 1_700_000_000;
        if (start + 1 days > block.timestamp) return;
        AcceptedReport memory report;
        (report.projectId, report.periodStart, report.periodEnd) = (projectId, start, start + 1 days);
        report.state = ReportState.Pending;
        report.netKg = 1 + (netKg % MAX_KG);
        report.bufferKg = 1 + uint64((uint256(report.netKg - 1) * (bufferPpm % 1_000_001)) / 1_000_000);
        bytes32 reportId = keccak256(abi.encode(projectId, start));
        _accept(reportId, report, 0);
        LossAccount memory account = bufferPool.lossAccount(projectId);
        bool stopped = monitor.alerted(projectId) || account.dueKg > 0 || account.deficitKg > 0;
        try credit.issue(reportId) returns (uint256 batchId) {
            if (stopped) ++issuedWhileStopped;
            vm.prank(address(_reports));
            _projects.recordPeriod(projectId, start, start + 1 days, true);
            batchIds.push(batchId);
        } catch {}
        _look();
    }

    /// @notice A period in which more was lost than gained.
    function reportLoss(uint8 which, uint64 lossKg) external {
        uint64 projectId = projectIds[which % 3];
        uint40 start = _projects.terms(projectId).lastPeriodEnd;
        if (start + 1 days > block.timestamp) return;
        AcceptedReport memory report;
        (report.projectId, report.periodStart, report.periodEnd) = (projectId, start, start + 1 days);
        report.state = ReportState.Pending;
        _accept(keccak256(abi.encode(projectId, start)), report, 1 + (lossKg % (2 * MAX_KG)));
        vm.prank(address(_reports));
        _projects.recordPeriod(projectId, start, start + 1 days, false);
        if (!monitor.alerted(projectId)) ++soundWhileUnmet;
        _look();
    }

    function carryLoss(uint8 which) external {
        _carryLoss(projectIds[which % 3]);
        _look();
    }

    function open(uint8 which, uint64 lossKg, uint32 ago, uint32 span) external {
        _open(_alert(which, lossKg, ago, span));
    }

    function confirm(uint8 which, uint64 lossKg, uint32 ago, uint32 span, bool opened) external {
        Alert memory alert = _alert(which, lossKg, ago, span);
        if (opened) _open(alert);
        if (monitor.verdict(monitor.hashAlert(alert)) != Verdict.None) return;
        try monitor.confirm(alert, _signed(monitor.hashAlert(alert))) {
            ++confirmed;
        } catch {}
        _look();
    }

    function confirmBySilence(uint256 which) external {
        if (_alerts.length == 0) return;
        Alert memory alert = _alerts[which % _alerts.length];
        uint40 deadline = monitor.watch(alert.projectId).deadline;
        if (block.timestamp < deadline) vm.warp(deadline);
        try monitor.confirmBySilence(alert) {
            ++confirmed;
        } catch {}
        _look();
    }

    function dismiss(uint256 which) external {
        if (_alerts.length == 0) return;
        Alert memory alert = _alerts[which % _alerts.length];
        Observation memory observation = _observation(alert.projectId, alert.groundRoot, monitor.hashAlert(alert));
        observation.spanStart = alert.spanStart;
        try monitor.dismiss(alert, observation, _signed(monitor.hashObservation(observation))) {} catch {}
        _look();
    }

    function observe(uint8 which) external {
        which %= 3;
        Observation memory observation = _observation(projectIds[which], _roots[which], 0);
        try monitor.observe(observation, _signed(monitor.hashObservation(observation))) {} catch {}
    }

    function settle(uint8 which, uint8 steps) external {
        uint64 projectId = projectIds[which % 3];
        if (bufferPool.lossAccount(projectId).dueKg == 0) return;
        (, uint64 deficitKg) = bufferPool.settle(projectId, 1 + (steps % 4));
        if (deficitKg > 0) {
            for (uint256 i = 0; i < batchIds.length; ++i) {
                if (credit.batch(batchIds[i]).bufferedKg > 0) ++deficitsWhileBuffered;
            }
        }
        _look();
    }

    function makeGood(uint8 which, uint256 batch, uint64 kg) external {
        uint64 projectId = projectIds[which % 3];
        uint64 deficitKg = bufferPool.lossAccount(projectId).deficitKg;
        if (deficitKg == 0) return;
        uint256 batchId = batchIds[batch % batchIds.length];
        uint256 balance = credit.balanceOf(_holder, batchId);
        if (balance == 0) return;
        uint64 amountKg = uint64(1 + (kg % (balance < deficitKg ? balance : deficitKg)));
        vm.prank(_holder);
        try bufferPool.makeGood(projectId, batchId, amountKg) {} catch {}
        _look();
    }

    function retire(uint256 batch, uint64 kg) external {
        if (batchIds.length == 0) return;
        uint256 batchId = batchIds[batch % batchIds.length];
        uint256 balance = credit.balanceOf(_holder, batchId);
        if (balance == 0) return;
        Batch memory before = credit.batch(batchId);
        vm.prank(_holder);
        uint256 id = credit.retire(batchId, uint64(1 + (kg % balance)), _retirement());
        uint64 serial = credit.certificates().record(id).lots[0].serialStart;
        if (serial != before.retiredKg + before.cancelledKg) ++serialGaps;
    }

    function pass(uint32 time) external {
        Condition[] memory before = new Condition[](batchIds.length);
        for (uint256 i = 0; i < before.length; ++i) before[i] = credit.condition(batchIds[i]);
        vm.warp(block.timestamp + (time % 200 days));
        for (uint256 i = 0; i < before.length; ++i) {
            if (credit.condition(batchIds[i]) < before[i]) ++healedByItself;
        }
    }

    /// @dev A batch that a loss touches is not sound, and no better than a deficit while the loss is not met.
    function _look() private {
        for (uint256 i = 0; i < batchIds.length; ++i) {
            (bool touched, bool unmet) = bufferPool.lossOf(batchIds[i]);
            Condition condition = credit.condition(batchIds[i]);
            (uint64 projectId, , ) = BatchIdLib.split(batchIds[i]);
            if (monitor.alerted(projectId) && condition < Condition.AtRisk) ++soundWhileUnmet;
            if (touched && (condition == Condition.Sound || (unmet && condition != Condition.Deficit))) {
                ++soundWhileUnmet;
            }
        }
    }

    /// @dev As the oracle does: at most the latest report's loss is not counted.
    function _accept(bytes32 reportId, AcceptedReport memory report, uint64 lossKg) private {
        _carryLoss(report.projectId);
        _reports.accept(reportId, report, lossKg);
    }

    function _carryLoss(uint64 projectId) private {
        (bytes32 reportId, uint64 lossKg) = _reports.latestLoss(projectId);
        if (lossKg == 0 || monitor.verdict(reportId) != Verdict.None) return;
        monitor.carryLoss(reportId);
        ++carried;
    }

    function _open(Alert memory alert) private {
        try monitor.open(alert, _signed(monitor.hashAlert(alert))[0]) {
            _alerts.push(alert);
        } catch {}
        _look();
    }

    function _alert(uint8 which, uint64 lossKg, uint32 ago, uint32 span) private view returns (Alert memory) {
        which %= 3;
        uint40 end = uint40(block.timestamp) - (ago % 30 days);
        return
            Alert({
                projectId: projectIds[which],
                cause: Cause.Fire,
                spanStart: end - 1 - (span % 60 days),
                spanEnd: end,
                lostM2: 1,
                lossKg: 1 + (lossKg % (2 * MAX_KG)),
                groundRoot: _roots[which],
                evidence: bytes32(uint256(1)),
                operatorSet: _operatorSet,
                expiry: type(uint40).max
            });
    }

    function _observation(uint64 projectId, bytes32 root, bytes32 alertId) private view returns (Observation memory) {
        return
            Observation({
                projectId: projectId,
                spanStart: uint40(block.timestamp) - 1 days,
                spanEnd: uint40(block.timestamp),
                claimedM2: _projects.terms(projectId).areaM2,
                observedM2: _projects.terms(projectId).areaM2,
                alertId: alertId,
                groundRoot: root,
                evidence: bytes32(uint256(1)),
                operatorSet: _operatorSet,
                expiry: type(uint40).max
            });
    }

    function _signed(bytes32 digest) private pure returns (SignerSignature[] memory signatures) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY, digest);
        signatures = new SignerSignature[](1);
        signatures[0] = SignerSignature({signer: vm.addr(OPERATOR_KEY), signature: abi.encodePacked(r, s, v)});
    }

    function _retirement() private view returns (Retirement memory) {
        return Retirement({purpose: Purpose.Voluntary, recipient: _holder, beneficiary: "beneficiary", message: ""});
    }
}
