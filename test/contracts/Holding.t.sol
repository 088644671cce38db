// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {IVerificationOracle} from "../../contracts/interfaces/IVerificationOracle.sol";
import {ProjectStatus} from "../../contracts/types/Project.sol";
import {Report, ReportState} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice The guardian holds a report before it is issuable.
contract HoldingTest is CreditsTest {
    Report private _report;
    bytes32 private _reportId;
    uint40 private _issuableAt;

    function setUp() public override {
        super.setUp();
        _report = draft(forest);
        _reportId = post(_report);
        _issuableAt = oracle.getReport(_reportId).issuableAt;
    }

    function test_a_hold_makes_the_window_longer_and_ends_by_itself() public {
        pass(7 days - 1);
        vm.expectEmit();
        emit IVerificationOracle.ReportHeld(_reportId, _issuableAt + 14 days);
        oracle.hold(_reportId);
        require(oracle.getReport(_reportId).held, "seen");
        require(oracle.getReport(_reportId).state == ReportState.Pending, "and nothing else");
        pass(14 days);
        require(!oracle.issuable(_reportId) && oracle.isUndecided(forest), "in its window");
        pass(1);
        require(oracle.issuable(_reportId) && !oracle.isUndecided(forest), "issuable");
        credit.issue(_reportId);
    }

    function test_nobody_holds_a_report_twice() public {
        oracle.hold(_reportId);
        vm.expectRevert(abi.encodeWithSelector(IVerificationOracle.VerificationOracleHeldBefore.selector, _reportId));
        oracle.hold(_reportId);
    }

    function testFuzz_a_hold_comes_in_the_window_or_not_at_all(uint32 wait) public {
        pass(wait % 14 days);
        bool late = block.timestamp >= _issuableAt;
        if (late) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IVerificationOracle.VerificationOracleWindowOver.selector,
                    _reportId,
                    _issuableAt
                )
            );
        }
        oracle.hold(_reportId);
        require(oracle.getReport(_reportId).issuableAt == (late ? _issuableAt : _issuableAt + 14 days), "once");
    }

    function test_a_held_report_is_challenged_as_any_other_and_struck() public {
        oracle.hold(_reportId);
        pass(20 days);
        vm.deal(address(this), CHALLENGE_BOND);
        disputes.challenge{value: CHALLENGE_BOND}(_reportId, keccak256("counter"));
        vm.expectRevert(
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleStateMismatch.selector,
                _reportId,
                ReportState.Frozen
            )
        );
        oracle.hold(_reportId);
        pass(disputes.RESPONSE_TIME());
        disputes.resolveBySilence(_report);
        require(oracle.latestReport(forest) == 0, "struck");
    }

    function test_who_signed_answers_for_it_as_long_as_it_is_held() public {
        oracle.hold(_reportId);
        for (uint256 i = 0; i < 3; ++i) {
            (, uint40 heldUntil) = stakes.stakeOf(vm.addr(keys[i]));
            require(heldUntil == _issuableAt + 14 days, "an operator");
        }
        (, uint40 verifierUntil) = stakes.stakeOf(verifier);
        require(verifierUntil == _issuableAt + 14 days, "the verifier");
        (, uint40 idle) = stakes.stakeOf(vm.addr(keys[3]));
        require(idle == 0, "nobody else");
    }

    function test_a_project_does_not_end_while_its_report_is_held() public {
        announceEnding(developer, forest, ProjectStatus.Withdrawn);
        oracle.hold(_reportId);
        pass(20 days);
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectReportUndecided.selector, forest));
        projects.withdraw(forest);
        pass(1 days);
        vm.prank(developer);
        projects.withdraw(forest);
    }

    function test_only_whom_the_manager_lets_holds_and_only_what_was_posted() public {
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, developer));
        oracle.hold(_reportId);
        bytes32 unknown = keccak256("unknown");
        vm.expectRevert(
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleStateMismatch.selector,
                unknown,
                ReportState.None
            )
        );
        oracle.hold(unknown);
    }
}
