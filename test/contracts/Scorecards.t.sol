// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Scorecards} from "../../contracts/Scorecards.sol";
import {ICarbonCredit} from "../../contracts/interfaces/ICarbonCredit.sol";
import {Condition} from "../../contracts/types/Condition.sol";
import {Report} from "../../contracts/types/Report.sol";
import {Scorecard} from "../../contracts/types/Scorecard.sol";
import {PermanenceTest} from "./utils/PermanenceTest.sol";
import {make, vm} from "./utils/Vm.sol";

contract ScorecardsTest is PermanenceTest {
    Scorecards private _lens;
    uint256 private _batchId;
    Report private _report;

    function setUp() public override {
        super.setUp();
        _lens = Scorecards(make("Scorecards", abi.encode(directory)));
        _report = draft(forest);
        bytes32 reportId = post(_report);
        pass(7 days);
        _batchId = credit.issue(reportId);
        observeNow(forest);
    }

    function test_a_batch_s_scorecard_says_what_the_contracts_say() public view {
        Scorecard memory card = _lens.scorecard(_batchId);
        require(card.projectId == forest && card.periodStart == _report.periodStart, "of this batch");
        require(card.periodEnd == _report.periodEnd, "of this period");
        require(card.real.met && card.real.evidence == _report.evidence, "real");
        require(card.real.observedM2 == CLAIMED_M2 && card.real.claimedM2 == CLAIMED_M2, "all was seen");
        require(card.measurable.met && card.measurable.measuredKg == _report.measuredKg, "measurable");
        require(card.measurable.program == keccak256("program") && card.measurable.methodologyId == 1, "by what");
        require(card.measurable.netKg == credit.batch(_batchId).issuedKg, "what it is worth");
        require(card.verified.met && card.verified.verifier == verifier, "verified");
        require(card.verified.signed == 3 && card.verified.operators == 4 && card.verified.quorum == 3, "by whom");
        require(card.verified.reportId == oracle.latestReport(forest) && card.verified.challenges == 0, "undisputed");
        require(card.permanent.met && card.permanent.reversible, "permanent so far");
        require(card.permanent.monitoringEnd == projects.monitoringEnd(forest), "until");
        require(card.permanent.lookDueAt == monitor.lookDueAt(forest), "and looked at again");
        require(card.unique.met && card.unique.groundRoot == rootOf(forest), "unique");
        require(card.unique.edgeCells > 0 && card.unique.issuedKg == card.measurable.netKg, "on its ground");
    }

    function test_a_design_that_came_after_the_period_began_is_said() public {
        Scorecard memory card = _lens.scorecard(_batchId);
        require(!card.additional.met && card.additional.committedAt > _report.periodStart, "picked afterwards");
        require(card.additional.design == keccak256("design"), "which one");
        require(card.additional.baselineKg == _report.baselineKg, "what is taken off");
        commitDesign(paddy, keccak256("the next"));
        Report memory later = draft(paddy);
        later.periodEnd = uint40(this.time());
        (later.measuredKg, later.baselineKg, later.leakageKg, later.halfWidthKg) = (1_000, 0, 0, 0);
        post(later);
        pass(500 days);
        Report memory foreseen = draft(paddy);
        (foreseen.measuredKg, foreseen.baselineKg, foreseen.leakageKg, foreseen.halfWidthKg) = (1_000, 0, 0, 0);
        bytes32 reportId = post(foreseen);
        pass(7 days);
        Scorecard memory next = _lens.scorecard(credit.issue(reportId));
        require(next.additional.met && next.additional.committedAt <= foreseen.periodStart, "fixed before");
        require(next.additional.design == keccak256("the next"), "the one in force then");
    }

    function test_an_open_alert_shows_and_so_does_a_loss() public {
        bytes32 alertId = open(alertOf(forest, 1_000));
        Scorecard memory card = _lens.scorecard(_batchId);
        require(!card.permanent.met && card.permanent.condition == Condition.AtRisk, "at risk");
        require(card.permanent.alertId == alertId, "by this alert");
        confirm(alertOf(forest, 1_000));
        card = _lens.scorecard(_batchId);
        require(!card.permanent.met && card.permanent.lostKg == 1_000, "lost, and not met");
        bufferPool.settle(forest, 5);
        card = _lens.scorecard(_batchId);
        require(card.permanent.met && card.permanent.condition == Condition.Compensated, "met");
        require(card.unique.met && card.unique.cancelledKg == 1_000, "and still all there");
    }

    function test_no_batch_no_scorecard() public {
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditBatchUnknown.selector, 7));
        _lens.scorecard(7);
    }
}
