// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBufferPool} from "../../contracts/interfaces/IBufferPool.sol";
import {ICarbonCredit} from "../../contracts/interfaces/ICarbonCredit.sol";
import {Alert} from "../../contracts/types/Alert.sol";
import {Batch} from "../../contracts/types/Batch.sol";
import {Condition} from "../../contracts/types/Condition.sol";
import {BufferAccount, LossAccount} from "../../contracts/types/LossAccount.sol";
import {Pool} from "../../contracts/types/Pool.sol";
import {PermanenceTest} from "./utils/PermanenceTest.sol";
import {vm} from "./utils/Vm.sol";

contract BufferPoolTest is PermanenceTest {
    /// @dev What one issue of the usual report comes to.
    uint64 private constant ISSUED = 758_120;
    uint64 private constant BUFFERED = 151_624;

    uint64 private _second;

    function setUp() public override {
        super.setUp();
        _second = activeProject(1, THIRD_8, type(uint256).max);
    }

    function test_L11_a_project_s_own_share_is_cancelled_first() public {
        uint256 others = issue(_second);
        uint256 first = issue(forest);
        uint256 second = issue(forest);
        (uint64 firstKg, uint64 secondKg) = (credit.batch(first).bufferedKg, credit.batch(second).bufferedKg);
        confirm(alertOf(forest, firstKg + 10));
        require(credit.condition(first) == Condition.Deficit, "not met yet");
        (uint64 cancelledKg, uint64 deficitKg) = bufferPool.settle(forest, 5);

        require(cancelledKg == firstKg + 10 && deficitKg == 0, "met");
        require(credit.batch(first).bufferedKg == 0, "the oldest first");
        require(credit.batch(second).bufferedKg == secondKg - 10, "then the next");
        require(credit.batch(others).bufferedKg == BUFFERED, "others pay nothing");
        require(credit.batch(first).cancelledKg == firstKg, "cancelled is counted");
        require(credit.balanceOf(address(bufferPool), second) == secondKg - 10, "and gone");
    }

    function test_L9_a_retired_certificate_says_compensated_when_a_loss_is_met() public {
        uint256 batchId = issue(forest);
        observeNow(forest);
        vm.prank(developer);
        uint256 id = credit.retire(batchId, 100, words("b", ""));
        Alert memory alert = alertOf(forest, 1_000);
        open(alert);
        require(certificates.status(id) == Condition.AtRisk, "an alert is open");
        confirm(alert);
        require(certificates.status(id) == Condition.Deficit, "confirmed and not met");
        bufferPool.settle(forest, 1);
        require(certificates.status(id) == Condition.Compensated, "met");
        (bool touched, bool unmet) = bufferPool.lossOf(batchId);
        require(touched && !unmet, "touched for good");
    }

    function test_L11_then_the_carbon_pool_pays_and_then_there_is_a_deficit() public {
        uint256 others = issue(_second);
        uint256 own = issue(forest);
        observeNow(_second);
        confirm(alertOf(forest, type(uint64).max));
        require(bufferPool.lossAccount(forest).dueKg == ISSUED, "no more is lost than was issued");
        (uint64 cancelledKg, uint64 deficitKg) = bufferPool.settle(forest, 5);
        require(cancelledKg == 2 * BUFFERED && deficitKg == ISSUED - 2 * BUFFERED, "all there is");
        require(credit.condition(own) == Condition.Deficit, "a deficit");
        require(credit.condition(others) == Condition.Sound, "whose buffer was drawn on is as sound as before");
        BufferAccount memory buffer = bufferPool.bufferAccount(Pool.Biomass);
        require(buffer.bufferedKg == 0 && buffer.dueKg == 0 && buffer.deficitKg == deficitKg, "the pool's solvency");
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.BufferPoolNothingDue.selector, forest));
        bufferPool.settle(forest, 5);

        // Until it is made good, the project is issued nothing, whatever it has measured.
        bytes32 reportId = post(draft(forest));
        pass(7 days);
        vm.expectRevert(
            abi.encodeWithSelector(IBufferPool.BufferPoolIssuanceStopped.selector, forest, false, uint64(0), deficitKg)
        );
        credit.issue(reportId);
        vm.startPrank(developer);
        bufferPool.makeGood(forest, others, 1_000);
        bufferPool.makeGood(forest, own, deficitKg - 1_000);
        vm.stopPrank();
        LossAccount memory account = bufferPool.lossAccount(forest);
        require(account.deficitKg == 0 && account.cancelledKg == account.lostKg, "made good");
        require(credit.batch(others).cancelledKg == BUFFERED + 1_000, "by cancelling");
        require(credit.condition(own) == Condition.Compensated, "compensated");
    }

    function test_L11_settling_is_cut_into_steps_that_anyone_takes() public {
        issue(_second);
        uint64[3] memory bufferedKg;
        uint64 dueKg = 7;
        for (uint256 i = 0; i < 3; ++i) {
            bufferedKg[i] = credit.batch(issue(forest)).bufferedKg;
            dueKg += bufferedKg[i];
        }
        confirm(alertOf(forest, dueKg));
        vm.expectRevert(IBufferPool.BufferPoolNoBatches.selector);
        bufferPool.settle(forest, 0);
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(address(0xBEEF));
            (uint64 cancelledKg, uint64 deficitKg) = bufferPool.settle(forest, 1);
            require(cancelledKg == bufferedKg[i] && deficitKg == 0, "one batch");
            dueKg -= cancelledKg;
            require(bufferPool.lossAccount(forest).dueKg == dueKg, "the rest stays due");
        }
        bufferPool.settle(forest, 1);
        require(bufferPool.lossAccount(forest).dueKg == 0, "and the pool pays the last");
    }

    function test_L11_another_carbon_pool_pays_nothing() public {
        uint64 peat = activeProject(activeMethodology(Pool.Peat), THIRD_8 + 0x2000_0000_0000, type(uint256).max);
        uint256 batchId = issue(peat);
        issue(forest);
        confirm(alertOf(forest, ISSUED));
        bufferPool.settle(forest, 10);
        require(credit.batch(batchId).bufferedKg == BUFFERED, "peat is untouched");
        require(bufferPool.bufferAccount(Pool.Peat).bufferedKg == BUFFERED, "and counted apart");
    }

    function test_L11_what_was_lost_before_it_was_issued_is_cancelled_with_its_issue() public {
        bytes32 reportId = post(draft(forest));
        pass(7 days);
        confirm(alertOf(forest, 700_000));
        require(bufferPool.lossAccount(forest).unissuedKg == 700_000, "nothing was issued yet");
        uint256 batchId = credit.issue(reportId);
        Batch memory batch = credit.batch(batchId);
        require(batch.issuedKg == ISSUED && batch.cancelledKg == 700_000, "cancelled");
        // The buffered part is lost last.
        require(batch.bufferedKg == ISSUED - 700_000 && credit.balanceOf(developer, batchId) == 0, "what is left");
        require(credit.balanceOf(address(bufferPool), batchId) == batch.bufferedKg, "is held");
        require(bufferPool.bufferAccount(Pool.Biomass).bufferedKg == batch.bufferedKg, "and counted");
        LossAccount memory account = bufferPool.lossAccount(forest);
        require(account.unissuedKg == 0 && account.lostKg == account.cancelledKg, "once");

        uint256 next = issue(forest);
        require(credit.batch(next).cancelledKg == 0, "later batches lose nothing");
        bytes32 later = post(draft(_second));
        confirm(alertOf(_second, 1_000));
        pass(7 days);
        next = credit.issue(later);
        require(credit.balanceOf(developer, next) == ISSUED - BUFFERED - 1_000, "a small loss is the owner's");
    }

    function test_L11_a_batch_measured_after_the_loss_is_not_touched() public {
        uint256 before = issue(forest);
        uint40 end = projects.terms(forest).lastPeriodEnd;
        Alert memory alert = alertOf(forest, 10_000_000);
        (alert.spanStart, alert.spanEnd) = (end, end + 12 days);
        confirm(alert);
        bufferPool.settle(forest, 5);
        uint64 deficitKg = bufferPool.lossAccount(forest).deficitKg;
        uint256 others = issue(_second);
        observeNow(_second);
        vm.prank(developer);
        bufferPool.makeGood(forest, others, deficitKg);
        uint256 later = issue(forest);
        observeNow(forest);
        require(credit.condition(before) == Condition.Compensated, "touched");
        require(credit.condition(later) == Condition.Sound, "measured after it");
        require(credit.batch(later).cancelledKg == 0, "and whole");
    }

    function test_L11_doubtful_credits_make_nothing_good() public {
        uint256 own = issue(forest);
        uint256 others = issue(_second);
        confirm(alertOf(forest, ISSUED));
        bufferPool.settle(forest, 5);
        uint64 deficitKg = bufferPool.lossAccount(forest).deficitKg;
        vm.startPrank(developer);
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.BufferPoolCreditsDoubtful.selector, others));
        bufferPool.makeGood(forest, others, 1);
        bytes memory invalid = abi.encodeWithSelector(
            IBufferPool.BufferPoolAmountInvalid.selector,
            forest,
            uint64(0),
            deficitKg
        );
        vm.expectRevert(invalid);
        bufferPool.makeGood(forest, own, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IBufferPool.BufferPoolAmountInvalid.selector, forest, deficitKg + 1, deficitKg)
        );
        bufferPool.makeGood(forest, own, deficitKg + 1);
        vm.stopPrank();
        vm.prank(other);
        vm.expectRevert();
        bufferPool.makeGood(forest, own, 1);
        require(bufferPool.lossAccount(forest).deficitKg == deficitKg, "nothing changed");
    }

    function test_L6_the_pool_takes_no_tokens_and_gives_none() public {
        uint256 batchId = issue(forest);
        vm.prank(developer);
        vm.expectRevert();
        credit.safeTransferFrom(developer, address(bufferPool), batchId, 1, "");
    }

    function test_only_the_registry_s_own_contracts_call() public {
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.BufferPoolNotCredit.selector, address(this)));
        bufferPool.admit(1, Pool.Biomass, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IBufferPool.BufferPoolNotMonitor.selector, address(this)));
        bufferPool.owe(forest, 1, 1);
        bytes memory notPool = abi.encodeWithSelector(ICarbonCredit.CarbonCreditNotBufferPool.selector, address(this));
        vm.expectRevert(notPool);
        credit.cancelBuffered(1, 1);
        vm.expectRevert(notPool);
        credit.cancelFrom(developer, 1, 1);
    }

    function testFuzz_L11_lost_is_cancelled_due_and_deficit(uint64 lossKg, uint8 steps, uint32 goodKg) public {
        issue(_second);
        uint256 own = issue(forest);
        confirm(alertOf(forest, lossKg == 0 ? 1 : lossKg));
        bufferPool.settle(forest, 1 + (steps % 3));
        LossAccount memory account = bufferPool.lossAccount(forest);
        if (account.deficitKg > 0) {
            vm.prank(developer);
            bufferPool.makeGood(forest, own, 1 + (goodKg % account.deficitKg));
            account = bufferPool.lossAccount(forest);
        }
        require(account.lostKg == account.cancelledKg + account.dueKg + account.deficitKg, "in full");
        require(account.lostKg <= account.issuedKg, "never more than was issued");
    }
}
