// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OperatorRegistry} from "../../contracts/OperatorRegistry.sol";
import {IOperatorRegistry} from "../../contracts/interfaces/IOperatorRegistry.sol";
import {Part} from "../../contracts/types/Part.sol";
import {SignerSignature} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {make, vm} from "./utils/Vm.sol";

contract OperatorRegistryTest is CreditsTest {
    bytes32 private constant DIGEST = keccak256("any statement");

    function test_L3_the_first_set_takes_effect_at_once() public view {
        require(operators.epoch() == 1 && operators.quorum() == 3, "in force");
        require(
            operators.operatorSet() ==
                keccak256(abi.encode(block.chainid, address(operators), uint32(1), operatorAddresses(), uint8(3))),
            "digest"
        );
        for (uint8 i = 0; i < 4; ++i) require(operators.indexOf(vm.addr(keys[i])) == i, "index");
    }

    function test_L3_before_the_first_set_nothing_is_signed() public {
        OperatorRegistry empty = OperatorRegistry(
            make("OperatorRegistry", abi.encode(directoryBefore(Part.OperatorRegistry)))
        );
        require(!empty.isOperator(vm.addr(keys[0])) && empty.operators().length == 0, "no operators");
        require(empty.operatorSet() == 0, "no set");
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryQuorumMissed.selector, 0, 0));
        empty.requireQuorum(1, DIGEST, new SignerSignature[](0));
    }

    function test_L3_no_delay_of_the_manager_shortens_that_of_the_operators() public {
        bytes32 old = operators.operatorSet();
        (address[] memory next, ) = _announced();
        uint40 effectiveAt = NOW + operators.DELAY();
        vm.warp(effectiveAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryTooEarly.selector, effectiveAt, effectiveAt - 1)
        );
        operators.enact();
        require(operators.operatorSet() == old && operators.isOperator(vm.addr(keys[0])), "the old set holds");
        vm.warp(effectiveAt);
        vm.prank(other);
        operators.enact();
        require(operators.epoch() == 2 && operators.quorum() == 1, "the new set holds");
        require(operators.isOperator(next[0]) && !operators.isOperator(vm.addr(keys[0])), "and nobody else");
        (address[] memory before, uint8 needed, ) = operators.setOf(1);
        require(before.length == 4 && needed == 3, "the old set is known for good");
    }

    function test_L3_an_announced_set_can_be_withdrawn_or_replaced() public {
        (, bytes memory nothing) = _announced();
        operators.cancel();
        vm.warp(NOW + operators.DELAY());
        vm.expectRevert(nothing);
        operators.enact();
        vm.expectRevert(nothing);
        operators.cancel();

        _announced();
        vm.warp(NOW + 2 * operators.DELAY() - 1);
        address[] memory last = new address[](2);
        (last[0], last[1]) = (address(2), address(3));
        operators.announce(last, 2);
        vm.warp(NOW + 2 * operators.DELAY());
        vm.expectRevert();
        operators.enact();
        vm.warp(NOW + 3 * operators.DELAY());
        operators.enact();
        require(operators.operators().length == 2 && operators.operators()[1] == address(3), "the last announced");
        vm.expectRevert(nothing);
        operators.enact();
    }

    function testFuzz_L3_a_quorum_is_more_than_half(uint8 count, uint8 quorum) public {
        count = uint8(1 + (count % 31));
        address[] memory list = _accounts(count);
        if (2 * uint256(quorum) <= count || quorum > count) {
            vm.expectRevert(
                abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryQuorumOutOfRange.selector, quorum, count)
            );
        }
        operators.announce(list, quorum);
    }

    function test_L3_a_set_has_from_1_to_31_in_order() public {
        for (uint256 count = 0; count < 33; count += 32) {
            address[] memory list = _accounts(count);
            vm.expectRevert(
                abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryOperatorCount.selector, count, 31)
            );
            operators.announce(list, 17);
        }
        address[] memory twice = _accounts(2);
        twice[1] = twice[0];
        vm.expectRevert(
            abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryOperatorsUnsorted.selector, twice[0], twice[0])
        );
        operators.announce(twice, 2);
    }

    function testFuzz_L3_the_bitmap_tells_who_signed(uint8 which) public view {
        which &= 15;
        uint256 count = 0;
        for (uint256 i = 0; i < 4; ++i) count += (which >> i) & 1;
        SignerSignature[] memory signed = new SignerSignature[](count);
        for (uint256 i = 4; i > 0; --i) {
            if ((which >> (i - 1)) & 1 == 0) continue;
            signed[--count] = SignerSignature({signer: vm.addr(keys[i - 1]), signature: sign(keys[i - 1], DIGEST)});
        }
        require(operators.requireSigned(1, DIGEST, signed) == which, "exactly those");
        if (signed.length >= 3) {
            (uint32 quorum, uint24 epoch) = operators.requireQuorum(1, DIGEST, signed);
            require(quorum == which && epoch == operators.epoch(), "a quorum of the set in force");
        }
    }

    function test_L3_one_operator_counts_once() public {
        SignerSignature[] memory signed = signatures(DIGEST, 3);
        signed[2] = signed[1];
        vm.expectRevert(
            abi.encodeWithSelector(
                IOperatorRegistry.OperatorRegistrySignersUnsorted.selector,
                signed[1].signer,
                signed[1].signer
            )
        );
        operators.requireQuorum(1, DIGEST, signed);
    }

    /// @dev Announces a set of one, who is no operator; answers what reverts when nothing is announced.
    function _announced() private returns (address[] memory next, bytes memory nothing) {
        next = _accounts(1);
        operators.announce(next, 1);
        nothing = abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryNothingAnnounced.selector);
    }

    function _accounts(uint256 count) private pure returns (address[] memory list) {
        list = new address[](count);
        for (uint256 i = 0; i < count; ++i) list[i] = address(uint160(i + 1));
    }
}
