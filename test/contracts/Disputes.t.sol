// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Disputes} from "../../contracts/Disputes.sol";
import {Directory} from "../../contracts/Directory.sol";
import {IDisputes} from "../../contracts/interfaces/IDisputes.sol";
import {IOperatorRegistry} from "../../contracts/interfaces/IOperatorRegistry.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {IVerificationOracle} from "../../contracts/interfaces/IVerificationOracle.sol";
import {Challenge, Resolution, Ruling} from "../../contracts/types/Challenge.sol";
import {Part} from "../../contracts/types/Part.sol";
import {ProjectStatus} from "../../contracts/types/Project.sol";
import {Report, ReportState, SignerSignature} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {make, vm} from "./utils/Vm.sol";

/// @notice Four operators, of whom three sign reports and all four decide.
contract DisputesTest is CreditsTest {
    bytes32 private constant COUNTER = keccak256("counter-evidence");
    address private constant CHALLENGER = address(0xC4A11);

    Report private _report;
    bytes32 private _reportId;

    function setUp() public override {
        super.setUp();
        vm.deal(CHALLENGER, 100 ether);
        _report = draft(forest);
        _reportId = post(_report);
        pass(3 days);
    }

    /* CHALLENGING */

    function test_L5_a_challenged_report_is_not_issued_and_its_project_waits() public {
        announceEnding(developer, forest, ProjectStatus.Withdrawn);
        _challenge();
        pass(10 days);
        require(!oracle.issuable(_reportId) && oracle.isUndecided(forest), "frozen");
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectReportUndecided.selector, forest));
        projects.withdraw(forest);
    }

    function test_nobody_freezes_for_free() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDisputes.DisputesBondMismatch.selector,
                _reportId,
                CHALLENGE_BOND - 1,
                CHALLENGE_BOND
            )
        );
        disputes.challenge{value: CHALLENGE_BOND - 1}(_reportId, COUNTER);
    }

    function test_a_challenge_names_a_report_and_evidence() public {
        vm.expectRevert(abi.encodeWithSelector(IDisputes.DisputesReportUnknown.selector, COUNTER));
        disputes.challenge{value: CHALLENGE_BOND}(COUNTER, COUNTER);
        vm.expectRevert(abi.encodeWithSelector(IDisputes.DisputesEvidenceMissing.selector, _reportId));
        disputes.challenge{value: CHALLENGE_BOND}(_reportId, 0);
    }

    function test_a_report_is_challenged_in_its_window_and_once_at_a_time() public {
        _challenge();
        vm.expectRevert(
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleStateMismatch.selector,
                _reportId,
                ReportState.Frozen
            )
        );
        disputes.challenge{value: 2 * CHALLENGE_BOND}(_reportId, COUNTER);
        _resolve(Ruling.Upheld);
        pass(4 days);
        vm.expectRevert(
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleWindowOver.selector,
                _reportId,
                oracle.getReport(_reportId).issuableAt
            )
        );
        disputes.challenge{value: 2 * CHALLENGE_BOND}(_reportId, COUNTER);
    }

    function test_no_signer_leaves_while_its_report_is_disputed() public {
        _challenge();
        uint40 deadline = disputes.challengeOf(_reportId).deadline;
        require(deadline == this.time() + disputes.RESPONSE_TIME(), "two weeks");
        for (uint256 i = 0; i < 3; ++i) require(_heldUntil(vm.addr(keys[i])) == deadline, "an operator's");
        require(_heldUntil(verifier) == deadline, "the verifier's");
        pass(5 days);
        _resolve(Ruling.Upheld);
        require(_heldUntil(verifier) >= oracle.getReport(_reportId).issuableAt, "to the end of the window");
    }

    /* DECIDING */

    function test_L5_a_false_report_is_struck_and_its_signers_pay() public {
        _challenge();
        uint256 before = _ledger();
        _resolve(Ruling.Struck);
        require(oracle.getReport(_reportId).state == ReportState.Struck, "struck");
        require(oracle.latestReport(forest) == 0, "as if it had never been");
        // The verifier pays 2 ether, three operators who admit it 1 each: 5. Half is the challenger's, half the deciders'.
        require(_stakeOf(CHALLENGER) == CHALLENGE_BOND + 2.5 ether, "the challenger earns");
        require(_stakeOf(verifier) == 0, "the verifier pays all");
        for (uint256 i = 0; i < 3; ++i) {
            require(_stakeOf(vm.addr(keys[i])) == STAKE - 1 ether + 0.625 ether, "who admits it pays half");
        }
        require(_stakeOf(vm.addr(keys[3])) == STAKE + 0.625 ether, "who only decided is paid");
        require(_stakeOf(address(disputes)) == 0 && _ledger() == before, "nothing is left, nothing is lost");
        vm.prank(CHALLENGER);
        stakes.withdraw(3.5 ether, payable(CHALLENGER));
        require(CHALLENGER.balance == 102.5 ether, "and can be taken out at once");
    }

    function test_L5_after_a_struck_report_its_period_is_reported_anew() public {
        _challenge();
        _resolve(Ruling.Struck);
        Report memory again = draft(forest);
        require(again.periodStart == _report.periodStart && again.previous == 0, "from where it was");
        for (uint256 i = 0; i < 3; ++i) stakes.deposit{value: 1 ether}(vm.addr(keys[i]));
        stakes.deposit{value: STAKE}(verifier);
        again.measuredKg -= 1;
        require(post(again) != _reportId, "another report");
    }

    function test_a_true_report_stands_and_the_challenger_pays() public {
        uint40 issuableAt = oracle.getReport(_reportId).issuableAt;
        _challenge();
        pass(9 days);
        _resolve(Ruling.Upheld);
        require(oracle.getReport(_reportId).issuableAt == issuableAt + 9 days, "the window's clock stood still");
        for (uint256 i = 0; i < 4; ++i) require(_stakeOf(vm.addr(keys[i])) == STAKE + 0.25 ether, "deciders are paid");
        require(_stakeOf(CHALLENGER) == 0 && _stakeOf(verifier) == STAKE, "the challenger pays");
        pass(4 days);
        credit.issue(_reportId);
    }

    function test_L15_silence_strikes_and_fines_nobody() public {
        _challenge();
        uint40 deadline = disputes.challengeOf(_reportId).deadline;
        vm.expectRevert(abi.encodeWithSelector(IDisputes.DisputesDeadlineAhead.selector, _reportId, deadline));
        disputes.resolveBySilence(_report);
        vm.warp(deadline);
        Resolution memory late = _resolution(Ruling.Upheld);
        SignerSignature[] memory signed = signatures(disputes.hashResolution(late), 4);
        vm.expectRevert(abi.encodeWithSelector(IDisputes.DisputesDeadlineOver.selector, _reportId, deadline));
        disputes.resolve(_report, late, signed);
        disputes.resolveBySilence(_report);
        require(oracle.getReport(_reportId).state == ReportState.Struck, "doubt costs the seller");
        require(_stakeOf(verifier) == STAKE && _stakeOf(vm.addr(keys[0])) == STAKE, "nobody is fined");
        require(_stakeOf(CHALLENGER) == 0.5 ether && _stakeOf(developer) == 0.5 ether, "half pays for the delay");
        vm.expectRevert(abi.encodeWithSelector(IDisputes.DisputesNotChallenged.selector, _reportId));
        disputes.resolveBySilence(_report);
    }

    function test_nobody_freezes_for_ever() public {
        uint256 paid = 0;
        for (uint256 round = 0; round < 6; ++round) {
            uint96 bond = disputes.bondFor(_reportId);
            require(bond == uint256(CHALLENGE_BOND) << round, "twice as much each time");
            _challenge();
            paid += bond;
            _resolve(Ruling.Upheld);
        }
        require(paid == 63 ether && disputes.rounds(_reportId) == 6, "and all of it is lost");
    }

    function test_more_decide_than_had_to_sign() public {
        _challenge();
        Resolution memory resolution = _resolution(Ruling.Struck);
        SignerSignature[] memory three = signatures(disputes.hashResolution(resolution), 3);
        require(disputes.needed() == 4, "one more than the quorum");
        vm.expectRevert(abi.encodeWithSelector(IDisputes.DisputesTooFew.selector, 3, 4));
        disputes.resolve(_report, resolution, three);
        replaceOperators(operatorAddresses(), 4);
        require(disputes.needed() == 4, "at most all of them");
    }

    function test_a_resolution_is_of_this_challenge_and_set_and_time() public {
        _challenge();
        Resolution memory first = _resolution(Ruling.Upheld);
        SignerSignature[] memory signed = signatures(disputes.hashResolution(first), 4);
        disputes.resolve(_report, first, signed);
        _challenge();
        // The very same statement does not decide the next challenge.
        _resolveReverts(
            first,
            abi.encodeWithSelector(
                IDisputes.DisputesChallengeMismatch.selector,
                first.challengeId,
                disputes.challengeIdOf(_reportId)
            )
        );
        Resolution memory next = _resolution(Ruling.Upheld);
        next.operatorSet = 0;
        _resolveReverts(
            next,
            abi.encodeWithSelector(IDisputes.DisputesOperatorSetMismatch.selector, bytes32(0), operators.operatorSet())
        );
        next = _resolution(Ruling.Upheld);
        next.expiry = uint40(this.time() - 1);
        _resolveReverts(next, abi.encodeWithSelector(IDisputes.DisputesExpired.selector, next.expiry, this.time()));
        next = _resolution(Ruling.Upheld);
        next.reportId = 0;
        _resolveReverts(next, abi.encodeWithSelector(IDisputes.DisputesReportMismatch.selector, bytes32(0), _reportId));
        next = _resolution(Ruling.Upheld);
        next.evidence = 0;
        _resolveReverts(
            next,
            abi.encodeWithSelector(IDisputes.DisputesResolutionEvidenceMissing.selector, next.challengeId)
        );
    }

    function testFuzz_signatures_bind_every_field_of_a_resolution(uint256 field, uint64 change) public {
        _challenge();
        Resolution memory resolution = _resolution(Ruling.Struck);
        SignerSignature[] memory signed = signatures(disputes.hashResolution(resolution), 4);
        field %= 4;
        change |= 1;
        if (field == 0) resolution.ruling = Ruling.Upheld;
        if (field == 1) resolution.evidence ^= bytes32(uint256(change));
        if (field == 2) resolution.expiry += 1 + uint40(change % 1_000);
        if (field == 3) resolution.reportId ^= bytes32(uint256(change));
        vm.expectRevert();
        disputes.resolve(_report, resolution, signed);
    }

    function test_an_operator_of_a_former_set_pays_for_what_it_signed() public {
        _challenge();
        uint256[] memory former = keys;
        address[] memory one = new address[](1);
        one[0] = vm.addr(77);
        replaceOperators(one, 1);
        delete keys;
        keys.push(77);
        Resolution memory resolution = _resolution(Ruling.Struck);
        disputes.resolve(_report, resolution, signatures(disputes.hashResolution(resolution), 1));
        for (uint256 i = 0; i < 3; ++i) require(_stakeOf(vm.addr(former[i])) == 0, "all of it");
        require(_stakeOf(one[0]) == 4 ether && _stakeOf(CHALLENGER) == CHALLENGE_BOND + 4 ether, "shared");
    }

    function test_a_least_bond_is_given() public {
        Directory place = directoryBefore(Part.Disputes);
        vm.expectRevert(IDisputes.DisputesBondMissing.selector);
        make("Disputes", abi.encode(place, 0));
    }

    /* HELP */

    function _challenge() private returns (bytes32 challengeId) {
        uint96 bond = disputes.bondFor(_reportId);
        vm.prank(CHALLENGER);
        challengeId = disputes.challenge{value: bond}(_reportId, COUNTER);
        Challenge memory opened = disputes.challengeOf(_reportId);
        require(opened.challenger == CHALLENGER && opened.bond == bond && opened.evidence == COUNTER, "on record");
    }

    function _resolution(Ruling ruling) private view returns (Resolution memory) {
        return
            Resolution({
                reportId: _reportId,
                challengeId: disputes.challengeIdOf(_reportId),
                ruling: ruling,
                evidence: keccak256("run again"),
                operatorSet: operators.operatorSet(),
                expiry: uint40(this.time()) + 30 days
            });
    }

    function _resolve(Ruling ruling) private {
        Resolution memory resolution = _resolution(ruling);
        disputes.resolve(_report, resolution, signatures(disputes.hashResolution(resolution), 4));
    }

    function _resolveReverts(Resolution memory resolution, bytes memory reason) private {
        SignerSignature[] memory signed = signatures(disputes.hashResolution(resolution), 4);
        vm.expectRevert(reason);
        disputes.resolve(_report, resolution, signed);
    }

    function _stakeOf(address account) private view returns (uint256 amount) {
        (amount, ) = stakes.stakeOf(account);
    }

    function _heldUntil(address account) private view returns (uint40 until) {
        (, until) = stakes.stakeOf(account);
    }

    /// @dev All that the ledger should hold: everybody's here.
    function _ledger() private view returns (uint256 sum) {
        for (uint256 i = 0; i < keys.length; ++i) sum += _stakeOf(vm.addr(keys[i]));
        sum += _stakeOf(verifier) + _stakeOf(CHALLENGER) + _stakeOf(developer) + _stakeOf(address(disputes));
        require(sum == address(stakes).balance, "every ether is somebody's");
    }
}
