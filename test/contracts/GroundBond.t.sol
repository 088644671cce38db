// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGroundRegistry} from "../../contracts/interfaces/IGroundRegistry.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {Block} from "../../contracts/types/Block.sol";
import {RegistriesTest} from "./utils/RegistriesTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice What holding ground as a draft costs, and where each wei goes.
contract GroundBondTest is RegistriesTest {
    address private constant NOWHERE = 0x000000000000000000000000000000000000dEaD;
    uint256 private constant CHILD_OF_8 = 65_536;

    uint64 private mine;

    /// @dev Refuses to be paid.
    bool private refusing;

    receive() external payable {
        require(!refusing);
    }

    function setUp() public override {
        super.setUp();
        mine = register(developer, 1, 20);
    }

    /* CLAIM */

    function test_a_claim_pays_for_what_it_took() public {
        uint256 due = bondOfBlock(2 * CHILD_OF_8);
        require(ground.bondFor(20, one(AT_8, 3)) == due, "two children and one block");
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundBondTooLow.selector, due - 1, due));
        ground.claim{value: due - 1}(mine, one(AT_8, 3));
        claim(developer, mine, one(AT_8, 3));
        require(address(ground).balance == due && ground.bondOf(developer) == 0, "exactly");
    }

    function test_what_was_paid_for_left_out_ground_comes_back() public {
        uint64 theirs = register(other, 1, 20);
        claim(other, theirs, one(AT_8, 2));
        claim(developer, mine, one(AT_8, 3));
        require(ground.bondOf(developer) == CHILD_OF_8 * CELL_BOND, "one of two children");
        vm.prank(developer);
        ground.withdrawBond();
        require(address(ground).balance == 2 * bondOfBlock(CHILD_OF_8), "the bonds of both");
    }

    /// @dev 160 cells of level 8 were held for a year for 0.16 ether, all of which came back.
    function test_holding_millions_of_hectares_costs_by_area_and_time() public {
        Block[] memory blocks = new Block[](16);
        for (uint64 i = 0; i < 16; ++i) blocks[i] = Block({cell: AT_8 + i * (2 << 44), bits: type(uint256).max});
        claim(developer, mine, blocks);
        (, , , uint96 bond) = ground.groundOf(mine);
        require(bond > 26 ether, "two million hectares");
        vm.warp(NOW + LIFETIME);
        releaseOnly(mine, blocks);
        require(NOWHERE.balance == bond / 4, "a quarter is burnt in a draft's life");
    }

    /* BURN */

    function test_activation_burns_for_the_time_held_and_returns_the_rest() public {
        claim(developer, mine, one(AT_8, 1));
        vm.warp(NOW + 12 days);
        activate(mine);
        uint256 bond = bondOfBlock(CHILD_OF_8);
        require(NOWHERE.balance == bond / 10, "12 of 120 days");
        require(ground.bondOf(developer) == bond - bond / 10, "the rest");
        (, , , uint96 held) = ground.groundOf(mine);
        require(held == 0, "nothing is held any more");
    }

    function test_each_part_of_a_bond_burns_from_when_it_was_paid() public {
        claim(developer, mine, one(AT_8, 1));
        vm.warp(NOW + 20 days);
        claim(developer, mine, one(AT_8, 6));
        vm.warp(NOW + 24 days);
        activate(mine);
        uint256 burnt = (bondOfBlock(CHILD_OF_8) * 24 + bondOfBlock(2 * CHILD_OF_8) * 4) / 120;
        // The mean time of payment is kept in whole seconds, rounded down.
        require(NOWHERE.balance >= burnt && NOWHERE.balance - burnt < 1e12, "24 days of one, 4 days of the other");
    }

    function test_a_draft_given_up_in_time_pays_its_owner() public {
        claim(developer, mine, one(AT_8, 1));
        vm.warp(NOW + 12 days);
        vm.prank(developer);
        projects.withdraw(mine);
        releaseOnly(mine, one(AT_8, 1));
        uint256 bond = bondOfBlock(CHILD_OF_8);
        require(ground.bondOf(developer) == bond - bond / 10 && ground.bondOf(address(this)) == 0, "the owner");
    }

    function test_a_lapsed_draft_pays_whoever_releases_it() public {
        claim(developer, mine, one(AT_8, 1));
        vm.warp(NOW + LIFETIME + 50 days);
        releaseOnly(mine, one(AT_8, 1));
        uint256 bond = bondOfBlock(CHILD_OF_8);
        require(ground.bondOf(address(this)) == bond - bond / 4, "burnt until the draft's end only");

        refusing = true;
        vm.expectRevert(
            abi.encodeWithSelector(IGroundRegistry.GroundPaymentFailed.selector, address(this), bond - bond / 4)
        );
        ground.withdrawBond();
        refusing = false;
        uint256 before = address(this).balance;
        ground.withdrawBond();
        require(address(this).balance == before + bond - bond / 4 && address(ground).balance == 0, "paid");
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundNoBond.selector, address(this)));
        ground.withdrawBond();
    }

    function testFuzz_every_wei_is_burnt_returned_or_held(uint8[4] memory bits, uint32[4] memory waits) public {
        uint256 paid = 0;
        uint256 segments = 0;
        Block[][] memory held = new Block[][](4);
        for (uint256 i = 0; i < 4; ++i) {
            vm.warp(block.timestamp + (waits[i] % 8 days));
            if (bits[i] == 0) continue;
            Block[] memory blocks = one(AT_12 + uint64(i) * (2 << 36), bits[i]);
            paid += ground.bondFor(20, blocks);
            claim(developer, mine, blocks);
            held[segments++] = blocks;
        }
        vm.prank(developer);
        projects.withdraw(mine);
        // Oldest first: every release but the last leaves segments behind it in the chain.
        for (uint256 i = 0; i < segments; ++i) {
            bytes32[] memory later = new bytes32[](segments - 1 - i);
            for (uint256 j = i + 1; j < segments; ++j) later[j - i - 1] = keccak256(abi.encode(held[j]));
            ground.release(mine, rootZero(mine), held[i], later);
            require(NOWHERE.balance + address(ground).balance == paid, "nothing is lost");
        }
        require(NOWHERE.balance + ground.bondOf(developer) == paid, "burnt or returned");
    }

    /* PROLONG */

    function test_a_draft_is_prolonged_for_a_fee_that_doubles() public {
        claim(developer, mine, one(AT_8, 1));
        uint256 fee = bondOfBlock(CHILD_OF_8) / 4;
        for (uint256 i = 0; i < 5; ++i) {
            vm.warp(block.timestamp + LIFETIME - 1);
            require(ground.prolongationFee(mine) == fee, "a quarter of the bond, doubled each time");
            vm.prank(developer);
            ground.prolong{value: fee}(mine);
            require(projects.terms(mine).draftExpiry == block.timestamp + LIFETIME, "from now on");
            fee *= 2;
        }
        require(NOWHERE.balance == fee - bondOfBlock(CHILD_OF_8) / 4, "burnt");
        vm.warp(block.timestamp + LIFETIME);
        releaseOnly(mine, one(AT_8, 1));
        require(ground.bondOf(address(this)) == 0, "and the bond is burnt whole in 120 days");
        require(NOWHERE.balance == fee + (3 * bondOfBlock(CHILD_OF_8)) / 4, "all of it");
    }

    function test_prolonging_is_for_the_owner_of_a_living_draft_that_holds_ground() public {
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundNothingHeld.selector, mine));
        ground.prolong(mine);
        claim(developer, mine, one(AT_8, 1));
        uint256 fee = ground.prolongationFee(mine);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundNotOwner.selector, mine, address(this)));
        ground.prolong{value: fee}(mine);
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundFeeMismatch.selector, fee - 1, fee));
        ground.prolong{value: fee - 1}(mine);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotGround.selector, address(this)));
        projects.prolongDraft(mine);
        vm.warp(NOW + LIFETIME);
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundNotDraft.selector, mine));
        ground.prolong{value: fee}(mine);
    }
}
