// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBufferPool} from "../../contracts/interfaces/IBufferPool.sol";
import {IGroundRegistry} from "../../contracts/interfaces/IGroundRegistry.sol";
import {IPermanenceMonitor} from "../../contracts/interfaces/IPermanenceMonitor.sol";
import {IVerificationOracle} from "../../contracts/interfaces/IVerificationOracle.sol";
import {Alert, Verdict} from "../../contracts/types/Alert.sol";
import {Condition} from "../../contracts/types/Condition.sol";
import {ProjectStatus} from "../../contracts/types/Project.sol";
import {Report, ReportKind} from "../../contracts/types/Report.sol";
import {PermanenceTest} from "./utils/PermanenceTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice What a report says was lost reaches the permanence monitor.
contract ReportedLossTest is PermanenceTest {
    /// @dev 100,000 of baseline and 50,000 lost, and of a half-width of 10,000 what TREES takes: times 0.524417 / 1.645006.
    uint64 private constant LOSS_KG = 153_188;

    uint256 private _batchId;

    function setUp() public override {
        super.setUp();
        _batchId = issue(forest);
        observeNow(forest);
    }

    function test_L11_a_reported_loss_stops_issuance_until_it_is_counted_and_anyone_counts_it_once() public {
        bytes32 issuable = post(draft(forest));
        pass(7 days);
        Report memory report = _lossOf(forest);
        bytes32 reportId = oracle.hashReport(report);
        vm.expectEmit();
        emit IVerificationOracle.LossReported(reportId, forest, LOSS_KG);
        post(report);
        (bytes32 latest, uint64 lossKg) = oracle.latestLoss(forest);
        require(latest == reportId && lossKg == LOSS_KG && oracle.netLoss(reportId) == LOSS_KG, "the upper bound");
        require(monitor.alerted(forest) && credit.condition(_batchId) == Condition.AtRisk, "it may be struck");
        _refuseIssue(issuable);
        _refuseCarry(reportId, IPermanenceMonitor.PermanenceMonitorReportUndecided.selector);

        pass(7 days);
        require(credit.condition(_batchId) == Condition.Deficit, "nobody counted it");
        _refuseIssue(issuable);
        vm.expectEmit();
        emit IPermanenceMonitor.ReportedLossCounted(reportId, forest, LOSS_KG, LOSS_KG);
        vm.prank(other);
        require(monitor.carryLoss(reportId) == LOSS_KG, "by anyone");
        require(monitor.verdict(reportId) == Verdict.Confirmed && !monitor.alerted(forest), "counted");
        require(bufferPool.lossAccount(forest).dueKg == LOSS_KG, "due");
        vm.expectRevert(
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorAlertResolved.selector,
                reportId,
                Verdict.Confirmed
            )
        );
        monitor.carryLoss(reportId);
        bufferPool.settle(forest, 9);
        require(
            bufferPool.lossAccount(forest).cancelledKg + bufferPool.lossAccount(forest).deficitKg == LOSS_KG,
            "met"
        );
    }

    function test_L12_whoever_signed_a_loss_that_was_counted_looked() public {
        pass(400 days);
        Report memory report = _lossOf(forest);
        report.periodEnd = uint40(this.time()) - 1 days;
        bytes32 reportId = post(report);
        require(monitor.lookedUntil(forest) < report.periodEnd, "it may be struck");
        pass(7 days);
        monitor.carryLoss(reportId);
        require(monitor.lookedUntil(forest) == report.periodEnd, "to the period's end");
    }

    function test_L11_the_next_report_brings_the_loss_along() public {
        bytes32 reportId = post(_lossOf(forest));
        pass(7 days);
        bytes32 next = post(draft(forest));
        require(monitor.verdict(reportId) == Verdict.Confirmed, "counted");
        require(bufferPool.lossAccount(forest).lostKg == LOSS_KG, "once");
        pass(400 days);
        post(_lossOf(forest));
        require(bufferPool.lossAccount(forest).lostKg == LOSS_KG, "the one in between lost nothing");
        _refuseCarry(next, IPermanenceMonitor.PermanenceMonitorNoLossReported.selector);
    }

    function test_L11_a_loss_that_was_counted_before_the_next_report_is_not_counted_with_it() public {
        bytes32 reportId = post(_lossOf(forest));
        pass(7 days);
        monitor.carryLoss(reportId);
        post(draft(forest));
        require(bufferPool.lossAccount(forest).lostKg == LOSS_KG, "once");
    }

    function test_L11_an_observation_s_loss_is_counted_as_it_is() public {
        Report memory report = draft(forest);
        report.kind = ReportKind.Observation;
        (report.measuredKg, report.baselineKg, report.leakageKg, report.halfWidthKg) = (0, 0, 0, 0);
        report.lossKg = 777;
        bytes32 reportId = post(report);
        pass(7 days);
        require(monitor.carryLoss(reportId) == 777, "it is an upper bound");
    }

    function test_L11_a_struck_loss_is_none() public {
        Report memory report = _lossOf(forest);
        bytes32 reportId = post(report);
        vm.deal(address(this), 10 ether);
        disputes.challenge{value: CHALLENGE_BOND}(reportId, keccak256("nothing burnt"));
        require(monitor.alerted(forest), "while it is disputed");
        pass(disputes.RESPONSE_TIME());
        disputes.resolveBySilence(report);
        require(!monitor.alerted(forest), "as if it had never been");
        _refuseCarry(reportId, IPermanenceMonitor.PermanenceMonitorReportUndecided.selector);
    }

    function test_L11_what_is_lost_before_anything_was_credited_is_owed_by_the_account_alone() public {
        uint64 young = activeProject(1, THIRD_8, type(uint256).max);
        bytes32 reportId = post(_lossOf(young));
        require(oracle.netLoss(reportId) == 0 && !monitor.alerted(young), "nothing of it can be lost");
        pass(7 days);
        issue(young);
        require(oracle.netLoss(reportId) == 0, "nor later: what was issued is less by it");
    }

    function test_L11_what_can_not_be_lost_again_has_no_net_loss() public {
        issue(paddy);
        bytes32 reportId = post(_lossOf(paddy));
        require(oracle.netLoss(reportId) == 0 && !monitor.alerted(paddy), "its shortfall is owed by the account");
    }

    function test_L11_a_loss_beside_a_greater_gain_is_none_on_the_whole() public {
        Report memory report = draft(forest);
        report.lossKg = report.measuredKg - report.baselineKg - report.leakageKg;
        bytes32 reportId = post(report);
        require(oracle.netLoss(reportId) == 0 && !monitor.alerted(forest), "met by its own gains");
    }

    function testFuzz_L11_an_alert_and_a_report_of_overlapping_time_count_the_larger(
        uint32 alertKg,
        uint32 reportKg,
        bool alertFirst
    ) public {
        Report memory report = draft(forest);
        report.kind = ReportKind.Observation;
        (report.measuredKg, report.baselineKg, report.leakageKg, report.halfWidthKg) = (0, 0, 0, 0);
        report.lossKg = 1 + (reportKg % 1_000_000);
        Alert memory alert = alertOf(forest, 1 + (alertKg % 1_000_000));
        // A fire seen between two looks, one on either side of the period's end.
        (alert.spanStart, alert.spanEnd) = (report.periodEnd - 3 days, report.periodEnd + 3 days);
        if (alertFirst) confirm(alert);
        bytes32 reportId = post(report);
        pass(7 days);
        monitor.carryLoss(reportId);
        if (!alertFirst) confirm(alert);
        uint64 largerKg = alert.lossKg > report.lossKg ? alert.lossKg : report.lossKg;
        require(_countedKg(forest) == largerKg, "not both");
    }

    function test_L11_losses_of_two_periods_count_beside_a_fire_seen_in_both() public {
        Alert memory fire = alertOf(forest, 1_000);
        uint40 middle = draft(forest).periodEnd;
        (fire.spanStart, fire.spanEnd) = (middle - 3 days, middle + 3 days);
        confirm(fire);
        Report memory report;
        for (uint256 i = 0; i < 2; ++i) {
            report = draft(forest);
            report.kind = ReportKind.Observation;
            (report.measuredKg, report.baselineKg, report.leakageKg, report.halfWidthKg) = (0, 0, 0, 0);
            report.lossKg = i == 0 ? 900 : 700;
            bytes32 reportId = post(report);
            pass(7 days);
            monitor.carryLoss(reportId);
        }
        require(_countedKg(forest) == 1_600, "the fire hides neither");
    }

    function test_L11_a_project_that_ended_on_a_loss_keeps_its_ground_until_it_is_counted() public {
        announceEnding(developer, forest, ProjectStatus.Completed);
        bytes32 reportId = post(_lossOf(forest));
        pass(7 days);
        vm.prank(developer);
        projects.complete(forest);
        vm.warp(projects.groundReleasableAt(forest));
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundAlerted.selector, forest));
        releaseOnly(forest, one(AT_8, type(uint256).max));
        monitor.carryLoss(reportId);
        releaseOnly(forest, one(AT_8, type(uint256).max));
    }

    /// @dev A year in which nothing grew, the controls did, and some burnt.
    function _lossOf(uint64 projectId) private view returns (Report memory report) {
        report = draft(projectId);
        (report.measuredKg, report.baselineKg, report.leakageKg) = (0, 100_000, 0);
        (report.lossKg, report.halfWidthKg) = (50_000, 10_000);
    }

    function _countedKg(uint64 projectId) private view returns (uint64) {
        return bufferPool.lossAccount(projectId).lostKg + bufferPool.lossAccount(projectId).unissuedKg;
    }

    function _refuseIssue(bytes32 reportId) private {
        vm.expectRevert(
            abi.encodeWithSelector(IBufferPool.BufferPoolIssuanceStopped.selector, forest, true, uint64(0), uint64(0))
        );
        credit.issue(reportId);
    }

    function _refuseCarry(bytes32 reportId, bytes4 reason) private {
        vm.expectRevert(abi.encodeWithSelector(reason, reportId));
        monitor.carryLoss(reportId);
    }
}
