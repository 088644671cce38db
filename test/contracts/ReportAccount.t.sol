// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {IVerificationOracle} from "../../contracts/interfaces/IVerificationOracle.sol";
import {Account} from "../../contracts/types/Account.sol";
import {ProjectStatus} from "../../contracts/types/Project.sol";
import {Report, ReportKind, ReportState} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice What a project's reports earn together, and what a struck one leaves.
contract ReportAccountTest is CreditsTest {
    function test_L5_a_good_and_a_bad_part_of_a_year_earn_what_the_year_earns() public {
        // Floored part by part this earned 400 kg; as one year it is worth nothing.
        require(_netOf(_parts(400, 0)) == 400, "the good part");
        require(_netOf(_parts(0, 400)) == 0, "the bad part");
        require(_owed() == 400, "is owed");
        require(_netOf(_parts(300, 0)) == 0, "what comes next pays for it first");
        require(_netOf(_parts(300, 0)) == 200 && _owed() == 0, "and earns what is left");
    }

    function test_L5_regrowth_after_a_fire_is_not_credited_twice() public {
        require(_netOf(_parts(800, 0)) == 800, "grown");
        Report memory fire = _parts(0, 0);
        (fire.kind, fire.lossKg) = (ReportKind.Observation, 800);
        require(_netOf(fire) == 0 && _owed() == 800, "burnt");
        require(_netOf(_parts(800, 0)) == 0 && _owed() == 0, "grown again");
    }

    function testFuzz_L5_a_struck_report_leaves_all_as_before_it(uint64 measuredKg, uint64 halfWidthKg) public {
        _netOf(_parts(1_000, 10));
        bytes32 before = _state();
        Report memory report = _parts(measuredKg % 1_000_000, 500);
        report.halfWidthKg = halfWidthKg % 1_000;
        bytes32 reportId = post(report);
        vm.prank(oracle.disputes());
        oracle.freeze(reportId);
        // Time changes nothing, and nothing else is accepted meanwhile.
        pass(20 days);
        require(!oracle.issuable(reportId) && oracle.isUndecided(forest), "frozen");
        vm.prank(oracle.disputes());
        oracle.strike(report);
        require(_state() == before, "as before");
        require(oracle.getReport(reportId).state == ReportState.Struck && !oracle.issuable(reportId), "struck");
        require(post(report) == reportId && _state() == before, "and never comes back");
        require(_netOf(_parts(700, 0)) <= 700, "the period can be reported anew");
    }

    function test_L5_one_report_at_a_time() public {
        bytes32 first = post(_parts(100, 0));
        Report memory second = _parts(100, 0);
        bytes memory undecided = abi.encodeWithSelector(
            IVerificationOracle.VerificationOracleReportUndecided.selector,
            forest,
            first
        );
        pass(7 days - 1);
        postReverts(second, undecided);
        vm.prank(oracle.disputes());
        oracle.freeze(first);
        pass(7 days);
        postReverts(second, undecided);
        vm.prank(oracle.disputes());
        oracle.unfreeze(first, 0);
        second.previous = 0;
        postReverts(
            second,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOraclePreviousMismatch.selector,
                forest,
                bytes32(0),
                first
            )
        );
        second.previous = first;
        post(second);
    }

    function test_L5_nobody_ends_a_project_while_a_report_of_it_may_be_struck() public {
        announceEnding(developer, forest, ProjectStatus.Completed);
        pass(6 days);
        post(_parts(100, 0));
        pass(2 days);
        bytes memory undecided = abi.encodeWithSelector(IProjectRegistry.ProjectReportUndecided.selector, forest);
        vm.prank(developer);
        vm.expectRevert(undecided);
        projects.complete(forest);
        pass(5 days);
        vm.prank(developer);
        projects.complete(forest);
    }

    function test_L5_nobody_lets_a_project_lapse_while_a_report_of_it_may_be_struck() public {
        vm.warp(projects.lapsesAt(forest));
        Report memory worthless = draft(forest);
        worthless.measuredKg = worthless.baselineKg + worthless.leakageKg;
        post(worthless);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectReportUndecided.selector, forest));
        projects.lapse(forest);
        pass(7 days);
        projects.lapse(forest);
    }

    function test_only_disputes_freeze_and_strike_and_only_in_time() public {
        Report memory report = _parts(100, 0);
        bytes32 reportId = post(report);
        bytes memory stranger = abi.encodeWithSelector(
            IVerificationOracle.VerificationOracleNotDisputes.selector,
            address(this)
        );
        vm.expectRevert(stranger);
        oracle.freeze(reportId);
        vm.expectRevert(stranger);
        oracle.unfreeze(reportId, 0);
        vm.expectRevert(stranger);
        oracle.strike(report);
        bytes memory pending = abi.encodeWithSelector(
            IVerificationOracle.VerificationOracleStateMismatch.selector,
            reportId,
            ReportState.Pending
        );
        vm.startPrank(oracle.disputes());
        vm.expectRevert(pending);
        oracle.unfreeze(reportId, 0);
        vm.expectRevert(pending);
        oracle.strike(report);
        vm.warp(NOW + 7 days);
        vm.expectRevert(
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleWindowOver.selector, reportId, NOW + 7 days)
        );
        oracle.freeze(reportId);
        vm.stopPrank();
    }

    function test_an_observation_states_nothing_but_a_loss() public {
        Report memory report = _parts(1, 0);
        report.kind = ReportKind.Observation;
        postReverts(
            report,
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleObservationMeasures.selector, forest)
        );
    }

    /// @dev The next month of the forest: so many kilograms measured, so many of baseline, without doubt.
    function _parts(uint64 measuredKg, uint64 baselineKg) private view returns (Report memory report) {
        report = draft(forest);
        report.periodEnd = report.periodStart + 30 days;
        (report.measuredKg, report.baselineKg, report.leakageKg, report.halfWidthKg) = (measuredKg, baselineKg, 0, 0);
    }

    /// @dev Posts a report and lets its window pass.
    function _netOf(Report memory report) private returns (uint64) {
        bytes32 reportId = post(report);
        pass(7 days);
        return oracle.getReport(reportId).netKg;
    }

    function _owed() private view returns (uint256) {
        (Account memory account, uint64 earnedKg) = oracle.accountOf(forest);
        return account.creditedKg - earnedKg;
    }

    function _state() private view returns (bytes32) {
        (Account memory account, uint64 earnedKg) = oracle.accountOf(forest);
        return keccak256(abi.encode(account, earnedKg, oracle.latestReport(forest), projects.get(forest)));
    }
}
