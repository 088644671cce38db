// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBufferPool} from "../../contracts/interfaces/IBufferPool.sol";
import {IGroundRegistry} from "../../contracts/interfaces/IGroundRegistry.sol";
import {IOperatorRegistry} from "../../contracts/interfaces/IOperatorRegistry.sol";
import {IPermanenceMonitor} from "../../contracts/interfaces/IPermanenceMonitor.sol";
import {Alert, Verdict} from "../../contracts/types/Alert.sol";
import {Condition} from "../../contracts/types/Condition.sol";
import {Observation} from "../../contracts/types/Observation.sol";
import {ProjectStatus} from "../../contracts/types/Project.sol";
import {Report, SignerSignature} from "../../contracts/types/Report.sol";
import {Loss, Watch} from "../../contracts/types/Watch.sol";
import {PermanenceTest} from "./utils/PermanenceTest.sol";
import {vm} from "./utils/Vm.sol";

contract PermanenceMonitorTest is PermanenceTest {
    uint256 private constant YEAR = 31_556_952;

    uint256 private _batchId;

    function setUp() public override {
        super.setUp();
        _batchId = issue(forest);
        observeNow(forest);
    }

    function test_L10_one_operator_s_alert_stops_its_project_s_issuance() public {
        bytes32 reportId = post(draft(forest));
        bytes32 otherReport = post(draft(paddy));
        vm.warp(block.timestamp + 7 days);
        require(credit.condition(_batchId) == Condition.Sound, "sound before");
        Alert memory alert = alertOf(forest, 1_000);
        bytes32 alertId = open(alert);

        require(monitor.alerted(forest) && !monitor.alerted(paddy), "one project");
        Watch memory watched = monitor.watch(forest);
        require(watched.alertId == alertId && watched.opener == vm.addr(keys[0]), "which and whose");
        require(watched.deadline == block.timestamp + 30 days, "the deadline is told");
        require(credit.condition(_batchId) == Condition.AtRisk, "at risk");
        vm.expectRevert(
            abi.encodeWithSelector(IBufferPool.BufferPoolIssuanceStopped.selector, forest, true, uint64(0), uint64(0))
        );
        credit.issue(reportId);
        credit.issue(otherReport);
        openReverts(
            alertOf(forest, 2_000),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorAlertOpen.selector, forest, alertId)
        );

        dismiss(alert, observationOf(forest, alertId));
        credit.issue(reportId);
    }

    function test_L10_an_alert_that_nobody_resolves_is_confirmed() public {
        Alert memory alert = alertOf(forest, 1_000);
        bytes32 alertId = open(alert);
        uint40 deadline = uint40(block.timestamp) + 30 days;
        vm.warp(deadline - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorDeadlineAhead.selector, alertId, deadline)
        );
        monitor.confirmBySilence(alert);
        require(credit.condition(_batchId) == Condition.AtRisk, "at risk until the deadline");

        vm.warp(deadline);
        require(credit.condition(_batchId) == Condition.Deficit, "shows with no transaction");
        dismissReverts(
            alert,
            observationOf(forest, alertId),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorDeadlineOver.selector, alertId, deadline)
        );
        vm.prank(address(0xBEEF));
        monitor.confirmBySilence(alert);
        require(monitor.verdict(alertId) == Verdict.Confirmed && !monitor.alerted(forest), "confirmed");
        require(bufferPool.lossAccount(forest).dueKg == 1_000, "due");
        vm.expectRevert(
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorAlertNotOpen.selector, forest, alertId)
        );
        monitor.confirmBySilence(alert);
    }

    function test_L10_silence_confirms_though_the_operators_changed() public {
        Alert memory alert = alertOf(forest, 1_000);
        open(alert);
        operators.announce(operatorAddresses(), 4);
        vm.warp(block.timestamp + 7 days);
        operators.enact();
        vm.warp(block.timestamp + 23 days);
        monitor.confirmBySilence(alert);
        require(bufferPool.lossAccount(forest).dueKg == 1_000, "due");
    }

    function test_L10_a_quorum_confirms_with_or_without_an_opening() public {
        Alert memory alert = alertOf(forest, 1_000);
        bytes32 alertId = confirm(alert);
        require(monitor.verdict(alertId) == Verdict.Confirmed, "never opened");
        bytes memory resolved = abi.encodeWithSelector(
            IPermanenceMonitor.PermanenceMonitorAlertResolved.selector,
            alertId,
            Verdict.Confirmed
        );
        openReverts(alert, resolved);
        SignerSignature[] memory signed = signatures(alertId, 3);
        vm.expectRevert(resolved);
        monitor.confirm(alert, signed);

        vm.warp(block.timestamp + 20 days);
        Alert memory next = alertOf(forest, 500);
        open(next);
        confirm(next);
        require(!monitor.alerted(forest), "the open one is resolved");
        require(bufferPool.lossAccount(forest).dueKg == 1_500, "both are due");
        require(monitor.watch(forest).observedUntil == next.spanEnd, "who confirms has looked");
    }

    function test_L10_confirming_one_alert_leaves_another_open() public {
        bytes32 alertId = open(alertOf(forest, 1_000));
        confirm(alertOf(forest, 600));
        require(monitor.watch(forest).alertId == alertId, "still open");
    }

    function test_L10_an_operator_whose_alert_was_dismissed_rests() public {
        Alert memory alert = alertOf(forest, 1_000);
        bytes32 alertId = open(alert);
        dismiss(alert, observationOf(forest, alertId));
        require(monitor.verdict(alertId) == Verdict.Dismissed && !monitor.alerted(forest), "dismissed");
        require(bufferPool.lossAccount(forest).dueKg == 0, "nothing is due");
        openReverts(
            alert,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorAlertResolved.selector,
                alertId,
                Verdict.Dismissed
            )
        );

        uint40 rests = uint40(block.timestamp) + 90 days;
        Alert memory next = alertOf(forest, 1_001);
        openReverts(
            next,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorOperatorRests.selector,
                vm.addr(keys[0]),
                forest,
                rests
            )
        );
        // Others do not rest.
        bytes32 nextId = monitor.open(next, signatureOf(keys[1], monitor.hashAlert(next)));
        dismiss(next, observationOf(forest, nextId));
        vm.warp(rests);
        open(alertOf(forest, 1_000));
    }

    function test_L11_a_loss_counts_once() public {
        Alert memory first = alertOf(forest, 1_000);
        confirm(first);
        Alert memory same = first;
        same.evidence = keccak256("another bundle of the same fire");
        confirm(same);
        require(bufferPool.lossAccount(forest).lostKg == 1_000, "once");

        Alert memory wider = alertOf(forest, 1_400);
        wider.spanEnd = uint40(block.timestamp);
        confirm(wider);
        require(bufferPool.lossAccount(forest).lostKg == 1_400, "what it states beyond the first");

        Alert memory apart = alertOf(forest, 300);
        (apart.spanStart, apart.spanEnd) = (first.spanStart - 10 days, first.spanStart);
        confirm(apart);
        require(bufferPool.lossAccount(forest).lostKg == 1_700, "spans that only meet do not overlap");
        Loss[] memory losses = monitor.losses(forest);
        require(losses.length == 4 && losses[0].lossKg == 300 && losses[3].lossKg == 1_400, "as stated, by their ends");
    }

    function testFuzz_L11_overlapping_alerts_never_count_more_than_their_sum_nor_less_than_the_largest(
        uint32[4] memory lossesKg,
        uint8[4] memory starts
    ) public {
        uint256 sumKg = 0;
        uint256 largestKg = 0;
        for (uint256 i = 0; i < 4; ++i) {
            Alert memory alert = alertOf(forest, 1 + (lossesKg[i] % 100_000));
            // Every span holds the hundredth hour before now.
            alert.spanStart = uint40(block.timestamp) - 100 hours - uint40(starts[i]) * 1 hours;
            alert.evidence = keccak256(abi.encode(i));
            confirm(alert);
            sumKg += alert.lossKg;
            if (alert.lossKg > largestKg) largestKg = alert.lossKg;
        }
        require(sumKg >= largestKg && bufferPool.lossAccount(forest).lostKg == largestKg, "the largest of them");
    }

    function test_L12_overdue_shows_by_itself_and_does_not_heal_with_time() public {
        vm.prank(developer);
        uint256 id = credit.retire(_batchId, 1, words("b", ""));
        uint40 looked = uint40(block.timestamp);
        uint40 monitoringEnd = projects.monitoringEnd(forest);
        require(monitor.lookedUntil(forest) == looked, "looked at today");
        require(monitor.lookDueAt(forest) == looked + 365 days, "a year is allowed");
        require(monitoringEnd == projects.terms(forest).lastPeriodEnd + 40 * YEAR, "forty years");

        vm.warp(looked + 365 days);
        require(certificates.status(id) == Condition.Sound, "in time");
        vm.warp(looked + 365 days + 1);
        require(certificates.status(id) == Condition.Unmonitored, "overdue shows by itself");
        vm.warp(monitoringEnd);
        require(certificates.status(id) == Condition.Unmonitored, "forty years of silence make nothing sound");

        // Whoever looks late can still say that all was well to the end.
        Observation memory late = observationOf(forest, 0);
        late.spanStart = monitoringEnd - 1 days;
        observe(late);
        require(certificates.status(id) == Condition.Sound, "seen");
        require(monitor.lookDueAt(forest) == type(uint40).max, "never due again");
        vm.warp(monitoringEnd + 40 * YEAR);
        require(certificates.status(id) == Condition.Sound, "the watch is over");
    }

    function test_L12_watching_does_not_depend_on_the_project_s_status() public {
        endProject(developer, forest, ProjectStatus.Withdrawn);
        vm.warp(block.timestamp + 300 days);
        observeNow(forest);
        open(alertOf(forest, 5));
        require(credit.condition(_batchId) == Condition.AtRisk, "withdrawn and watched");
    }

    function test_L11_ground_is_not_released_while_something_may_be_lost_there() public {
        endProject(developer, forest, ProjectStatus.Completed);
        vm.warp(projects.monitoringEnd(forest) + 6 days);
        Alert memory last = alertOf(forest, 5);
        open(last);
        pass(1 days);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundAlerted.selector, forest));
        releaseOnly(forest, one(AT_8, type(uint256).max));
        confirm(last);
        releaseOnly(forest, one(AT_8, type(uint256).max));
        require(bufferPool.lossAccount(forest).lostKg == 5, "stated in time, and counted");
    }

    function test_L12_a_report_that_earned_nothing_is_no_look() public {
        // Periods that end less than a year ago, on a project that nobody observed.
        vm.warp(projects.terms(forest).lastPeriodEnd + 800 days);
        observeNow(forest);
        vm.warp(block.timestamp + 366 days);
        Report memory worthless = draft(forest);
        worthless.periodEnd = uint40(block.timestamp) - 1 days;
        worthless.measuredKg = worthless.baselineKg + worthless.leakageKg;
        worthless.halfWidthKg = 0;
        post(worthless);
        require(projects.terms(forest).lastPeriodEnd == worthless.periodEnd, "reported to yesterday");
        require(credit.condition(_batchId) == Condition.Unmonitored, "a posted total loss makes nothing sound");
    }

    function test_L8_no_alert_or_loss_stops_a_retirement() public {
        open(alertOf(forest, 1_000));
        vm.prank(developer);
        credit.retire(_batchId, 1, words("b", ""));
        confirm(alertOf(forest, type(uint64).max));
        vm.prank(developer);
        credit.retire(_batchId, 1, words("b", ""));
        bufferPool.settle(forest, 10);
        require(bufferPool.lossAccount(forest).deficitKg > 0, "a deficit");
        vm.prank(developer);
        uint256 id = credit.retire(_batchId, 1, words("b", ""));
        require(certificates.status(id) == Condition.Deficit, "and the certificate tells");
    }

    function test_only_what_is_watched_can_be_lost() public {
        uint64 fresh = activeProject(1, THIRD_8, type(uint256).max);
        uint40 start = uint40(this.time()) - 12 days;
        openReverts(
            alertOf(fresh, 1),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorNotWatched.selector, fresh, start, uint40(0))
        );
        issue(paddy);
        start = uint40(this.time()) - 12 days;
        uint40 end = projects.monitoringEnd(paddy);
        openReverts(
            alertOf(paddy, 1),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorNotWatched.selector, paddy, start, end)
        );
        vm.warp(projects.monitoringEnd(forest) + 12 days);
        start = uint40(this.time()) - 12 days;
        openReverts(
            alertOf(forest, 1),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorNotWatched.selector, forest, start, start)
        );
    }

    function test_an_alert_says_what_when_and_where() public {
        uint256 time = block.timestamp;
        Alert memory alert = alertOf(forest, 0);
        openReverts(alert, abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorLossMissing.selector, forest));
        (alert.lossKg, alert.lostM2) = (1, 0);
        openReverts(alert, abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorLossMissing.selector, forest));
        alert = alertOf(forest, 1);
        alert.spanEnd = alert.spanStart;
        openReverts(
            alert,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorSpanInvalid.selector,
                alert.spanStart,
                alert.spanEnd,
                time
            )
        );
        alert.spanEnd = uint40(time) + 1;
        openReverts(
            alert,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorSpanInvalid.selector,
                alert.spanStart,
                alert.spanEnd,
                time
            )
        );
        alert = alertOf(forest, 1);
        alert.evidence = 0;
        openReverts(
            alert,
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorEvidenceMissing.selector, forest)
        );
        alert = alertOf(forest, 1);
        alert.groundRoot = rootOf(paddy);
        openReverts(
            alert,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorGroundMismatch.selector,
                forest,
                rootOf(paddy),
                rootOf(forest)
            )
        );
        alert = alertOf(forest, 1);
        alert.operatorSet = keccak256("another set");
        openReverts(
            alert,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorOperatorSetMismatch.selector,
                alert.operatorSet,
                operators.operatorSet()
            )
        );
        alert = alertOf(forest, 1);
        alert.expiry = uint40(time) - 1;
        openReverts(
            alert,
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorExpired.selector, alert.expiry, time)
        );
    }

    function test_only_operators_sign() public {
        Alert memory alert = alertOf(forest, 1);
        bytes32 alertId = monitor.hashAlert(alert);
        SignerSignature memory stranger = signatureOf(0xBAD, alertId);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryNotOperator.selector, vm.addr(0xBAD)));
        monitor.open(alert, stranger);
        SignerSignature memory forged = SignerSignature({signer: vm.addr(keys[0]), signature: stranger.signature});
        vm.expectRevert(
            abi.encodeWithSelector(
                IOperatorRegistry.OperatorRegistrySignatureInvalid.selector,
                vm.addr(keys[0]),
                alertId
            )
        );
        monitor.open(alert, forged);
        SignerSignature[] memory few = signatures(alertId, 2);
        vm.expectRevert();
        monitor.confirm(alert, few);
        Observation memory observation = observationOf(forest, 0);
        observation.spanEnd -= 1;
        observation.spanStart -= 1;
        vm.warp(block.timestamp + 1 days);
        observation.spanEnd += 1 days;
        few = signatures(monitor.hashObservation(observation), 2);
        vm.expectRevert();
        monitor.observe(observation, few);
    }

    function test_an_observation_looks_at_enough_and_moves_on() public {
        uint40 before = uint40(block.timestamp);
        observeReverts(
            observationOf(forest, 0),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorObservedBefore.selector, forest, before, before)
        );
        vm.warp(block.timestamp + 1 days);
        Observation memory observation = observationOf(forest, 0);
        --observation.claimedM2;
        observeReverts(
            observation,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorClaimedAreaMismatch.selector,
                CLAIMED_M2 - 1,
                uint56(CLAIMED_M2)
            )
        );
        ++observation.claimedM2;
        observation.observedM2 = observation.claimedM2 / 2 - 1;
        observeReverts(
            observation,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorObservedAreaInvalid.selector,
                observation.observedM2,
                CLAIMED_M2,
                uint32(500_000)
            )
        );
        observation.observedM2 = CLAIMED_M2 + 1;
        observeReverts(
            observation,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorObservedAreaInvalid.selector,
                observation.observedM2,
                CLAIMED_M2,
                uint32(500_000)
            )
        );
        observation = observationOf(forest, keccak256("an alert"));
        observeReverts(
            observation,
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorAlertMismatch.selector,
                observation.alertId,
                bytes32(0)
            )
        );
        observeNow(forest);
        require(monitor.watch(forest).observedUntil == before + 1 days, "looked at");
    }

    function test_an_alert_is_dismissed_by_whoever_looked_at_its_span() public {
        Alert memory alert = alertOf(forest, 1_000);
        dismissReverts(
            alert,
            observationOf(forest, monitor.hashAlert(alert)),
            abi.encodeWithSelector(
                IPermanenceMonitor.PermanenceMonitorAlertNotOpen.selector,
                forest,
                monitor.hashAlert(alert)
            )
        );
        bytes32 alertId = open(alert);
        dismissReverts(
            alert,
            observationOf(forest, 0),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorAlertMismatch.selector, bytes32(0), alertId)
        );
        dismissReverts(
            alert,
            observationOf(paddy, alertId),
            abi.encodeWithSelector(IPermanenceMonitor.PermanenceMonitorAlertMismatch.selector, alertId, alertId)
        );
        Observation memory short = observationOf(forest, alertId);
        short.spanStart = alert.spanStart + 1;
        bytes memory uncovered = abi.encodeWithSelector(
            IPermanenceMonitor.PermanenceMonitorSpanNotCovered.selector,
            alert.spanStart,
            alert.spanEnd
        );
        dismissReverts(alert, short, uncovered);
        short.spanStart = alert.spanStart;
        short.spanEnd = alert.spanEnd - 1;
        dismissReverts(alert, short, uncovered);
        short.spanEnd = alert.spanEnd;
        dismiss(alert, short);
        require(monitor.watch(forest).observedUntil == block.timestamp, "an earlier look does not take back a later");
    }
}
