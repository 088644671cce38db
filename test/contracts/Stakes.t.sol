// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Stakes} from "../../contracts/Stakes.sol";
import {IStakes} from "../../contracts/interfaces/IStakes.sol";
import {Directory} from "../../contracts/Directory.sol";
import {Part} from "../../contracts/types/Part.sol";
import {Report} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {make, vm} from "./utils/Vm.sol";

contract StakesTest is CreditsTest {
    function test_L3_who_has_nothing_at_stake_signs_nothing() public {
        address signer = vm.addr(keys[1]);
        vm.prank(signer);
        stakes.withdraw(1, payable(signer));
        bytes memory reason = abi.encodeWithSelector(IStakes.StakesInsufficient.selector, signer, STAKE - 1, STAKE);
        postReverts(draft(forest), reason);
        stakes.deposit{value: 1}(signer);
        post(draft(forest));
    }

    function test_L3_the_verifier_has_something_at_stake_too() public {
        vm.prank(verifier);
        stakes.withdraw(STAKE, payable(verifier));
        postReverts(draft(forest), abi.encodeWithSelector(IStakes.StakesInsufficient.selector, verifier, 0, STAKE));
    }

    function test_a_stake_stays_while_what_was_signed_may_be_struck() public {
        bytes32 reportId = post(draft(forest));
        uint40 issuableAt = oracle.getReport(reportId).issuableAt;
        for (uint256 i = 0; i < 3; ++i) _heldUntil(vm.addr(keys[i]), issuableAt);
        _heldUntil(verifier, issuableAt);
        (, uint40 idle) = stakes.stakeOf(vm.addr(keys[3]));
        require(idle == 0, "who did not sign is free");
        pass(7 days);
        vm.prank(verifier);
        stakes.withdraw(STAKE, payable(verifier));
        require(verifier.balance == STAKE, "all of it");
    }

    function test_a_later_signature_is_backed_as_well() public {
        Report memory report = draft(forest);
        bytes32 reportId = post(report);
        address late = vm.addr(keys[3]);
        vm.prank(late);
        stakes.withdraw(STAKE, payable(late));
        vm.expectRevert(abi.encodeWithSelector(IStakes.StakesInsufficient.selector, late, 0, STAKE));
        oracle.addSignatures(report, signatures(reportId, 4));
        stakes.deposit{value: STAKE}(late);
        oracle.addSignatures(report, signatures(reportId, 4));
        _heldUntil(late, oracle.getReport(reportId).issuableAt);
    }

    function test_amounts_are_within_what_is_there() public {
        vm.expectRevert(abi.encodeWithSelector(IStakes.StakesAmountInvalid.selector, other, 0, 0));
        stakes.deposit(other);
        stakes.deposit{value: 3}(other);
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(IStakes.StakesAmountInvalid.selector, other, 4, 3));
        stakes.withdraw(4, payable(other));
        vm.expectRevert(abi.encodeWithSelector(IStakes.StakesAmountInvalid.selector, other, 0, 3));
        stakes.withdraw(0, payable(other));
        vm.expectRevert(abi.encodeWithSelector(IStakes.StakesRecipientRefused.selector, address(oracle)));
        stakes.withdraw(1, payable(address(oracle)));
        vm.stopPrank();
    }

    function test_only_the_oracle_and_disputes_touch_the_stakes_of_others() public {
        address[] memory list = new address[](1);
        list[0] = verifier;
        bytes memory notDisputes = abi.encodeWithSelector(IStakes.StakesNotDisputes.selector, address(this));
        vm.expectRevert(abi.encodeWithSelector(IStakes.StakesNotOracle.selector, address(this)));
        stakes.back(list, 1);
        vm.expectRevert(notDisputes);
        stakes.hold(list, 1);
        vm.expectRevert(notDisputes);
        stakes.move(verifier, other, 1);
    }

    function test_a_least_stake_is_given() public {
        Directory place = directoryBefore(Part.Stakes);
        vm.expectRevert(IStakes.StakesLeastMissing.selector);
        make("Stakes", abi.encode(place, 0));
    }

    function _heldUntil(address account, uint40 time) private {
        (, uint40 heldUntil) = stakes.stakeOf(account);
        require(heldUntil == time, "held until the report is decided");
        vm.prank(account);
        vm.expectRevert(abi.encodeWithSelector(IStakes.StakesHeld.selector, account, time, block.timestamp));
        stakes.withdraw(1, payable(account));
    }
}
