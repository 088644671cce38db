// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGroundRegistry} from "../../contracts/interfaces/IGroundRegistry.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {Block} from "../../contracts/types/Block.sol";
import {Pool} from "../../contracts/types/Pool.sol";
import {ProjectRequest} from "../../contracts/types/Project.sol";
import {RegistriesTest} from "./utils/RegistriesTest.sol";
import {vm} from "./utils/Vm.sol";

contract GroundRegistryTest is RegistriesTest {
    uint64 private mine;
    uint64 private theirs;

    /// @dev Refuses to be paid.
    bool private refusing;

    receive() external payable {
        require(!refusing);
    }

    function setUp() public override {
        super.setUp();
        mine = register(developer, 1, 20);
        theirs = register(other, 1, 20);
    }

    /* CLAIM */

    function test_L1_a_claimed_bit_is_refused_to_everyone() public {
        claim(developer, mine, one(AT_12, 0x6));
        bytes memory conflict = abi.encodeWithSelector(
            IGroundRegistry.GroundConflict.selector,
            Pool.Biomass,
            AT_12,
            uint256(0x4)
        );
        claimReverts(other, theirs, one(AT_12, 0xc), conflict);
        claimReverts(developer, mine, one(AT_12, 0xc), conflict);
        claim(other, theirs, one(AT_12, 0x8));
        require(ground.taken(Pool.Biomass, AT_12) == 0xe, "both claims stand");
    }

    function test_L1_a_finer_claim_inside_a_whole_child_is_refused() public {
        claim(developer, mine, one(AT_8, 1));
        bytes memory conflict = abi.encodeWithSelector(
            IGroundRegistry.GroundConflict.selector,
            Pool.Biomass,
            AT_8,
            uint256(1)
        );
        claimReverts(other, theirs, one(AT_12, 1 << 77), conflict);
        claimReverts(other, theirs, one(AT_16, 1 << 200), conflict);
    }

    function test_L1_a_finer_claim_inside_a_whole_grandchild_is_refused() public {
        claim(developer, mine, one(AT_12, 1));
        claimReverts(
            other,
            theirs,
            one(AT_16, 1),
            abi.encodeWithSelector(IGroundRegistry.GroundConflict.selector, Pool.Biomass, AT_12, uint256(1))
        );
    }

    function test_L1_a_coarser_claim_around_a_claimed_cell_is_refused() public {
        claim(developer, mine, one(AT_16, 1 << 9));
        claimReverts(
            other,
            theirs,
            one(AT_8, 3),
            abi.encodeWithSelector(IGroundRegistry.GroundConflict.selector, Pool.Biomass, AT_8, uint256(1))
        );
        claimReverts(
            other,
            theirs,
            one(AT_12, 3),
            abi.encodeWithSelector(IGroundRegistry.GroundConflict.selector, Pool.Biomass, AT_12, uint256(1))
        );
        claimReverts(
            other,
            theirs,
            one(AT_16, 3 << 9),
            abi.encodeWithSelector(IGroundRegistry.GroundConflict.selector, Pool.Biomass, AT_16, uint256(1 << 9))
        );
    }

    function test_L1_one_claim_can_not_overlap_itself() public {
        Block[] memory blocks = new Block[](2);
        blocks[0] = Block({cell: AT_16, bits: 1});
        blocks[1] = Block({cell: AT_12, bits: 1});
        claimReverts(
            developer,
            mine,
            blocks,
            abi.encodeWithSelector(IGroundRegistry.GroundConflict.selector, Pool.Biomass, AT_12, uint256(1))
        );
    }

    function test_L1_pools_do_not_meet() public {
        claim(developer, mine, one(AT_8, 1));
        uint64 paddy = register(other, 2, 20);
        claim(other, paddy, one(AT_16, 1));
        require(ground.taken(Pool.PaddyMethane, AT_16) == 1, "claimed in the other pool");
    }

    function testFuzz_L1_two_claims_stand_iff_they_are_disjoint(uint256 first, uint256 second) public {
        vm.assume(first != 0 && second != 0);
        claim(developer, mine, one(AT_16, first));
        if (first & second == 0) {
            claim(other, theirs, one(AT_16, second));
            require(ground.taken(Pool.Biomass, AT_16) == first | second, "union");
        } else {
            claimReverts(
                other,
                theirs,
                one(AT_16, second),
                abi.encodeWithSelector(IGroundRegistry.GroundConflict.selector, Pool.Biomass, AT_16, first & second)
            );
        }
    }

    function test_claim_counts_edge_cells_at_every_level() public {
        Block[] memory blocks = new Block[](3);
        blocks[0] = Block({cell: AT_16, bits: 7});
        blocks[1] = Block({cell: AT_12, bits: 2});
        blocks[2] = Block({cell: AT_8, bits: type(uint256).max - 1});
        claim(developer, mine, blocks);
        (, uint64 edgeCells, uint32 segments, uint96 bond) = ground.groundOf(mine);
        require(edgeCells == 3 + 256 + 255 * 65_536, "edge level 20");
        require(segments == 1 && bond == 3 * BOND, "segments and bond");

        uint64 coarse = register(developer, 2, 16);
        blocks = new Block[](2);
        blocks[0] = Block({cell: AT_12, bits: 7});
        blocks[1] = Block({cell: AT_8, bits: 2});
        claim(developer, coarse, blocks);
        (, edgeCells, , ) = ground.groundOf(coarse);
        require(edgeCells == 3 + 256, "edge level 16");
    }

    function test_claim_refuses_malformed_segments() public {
        claimReverts(
            developer,
            mine,
            new Block[](0),
            abi.encodeWithSelector(IGroundRegistry.GroundSegmentSize.selector, 0, 160)
        );
        claimReverts(
            developer,
            mine,
            new Block[](161),
            abi.encodeWithSelector(IGroundRegistry.GroundSegmentSize.selector, 161, 160)
        );
        claimReverts(
            developer,
            mine,
            one(AT_8, 0),
            abi.encodeWithSelector(IGroundRegistry.GroundBlockEmpty.selector, AT_8)
        );
        uint64[4] memory invalid = [uint64(0x3000_0000_0100_0000), 1 << 60, (7 << 61) | (1 << 44), 3 << 61];
        for (uint256 i = 0; i < invalid.length; ++i) {
            claimReverts(
                developer,
                mine,
                one(invalid[i], 1),
                abi.encodeWithSelector(IGroundRegistry.GroundCellInvalid.selector, invalid[i], 20)
            );
        }
        uint64 coarse = register(developer, 1, 16);
        claimReverts(
            developer,
            coarse,
            one(AT_16, 1),
            abi.encodeWithSelector(IGroundRegistry.GroundCellInvalid.selector, AT_16, 16)
        );
        Block[] memory twice = new Block[](2);
        twice[0] = twice[1] = Block({cell: AT_12, bits: 1});
        claimReverts(
            developer,
            mine,
            twice,
            abi.encodeWithSelector(IGroundRegistry.GroundBlocksUnsorted.selector, AT_12, AT_12)
        );
    }

    function test_claim_is_for_the_owner_of_a_living_draft_with_the_exact_bond() public {
        claimReverts(
            other,
            mine,
            one(AT_8, 1),
            abi.encodeWithSelector(IGroundRegistry.GroundNotOwner.selector, mine, other)
        );
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundBondMismatch.selector, BOND - 1, BOND));
        ground.claim{value: BOND - 1}(mine, one(AT_8, 1));
        claimReverts(
            developer,
            99,
            one(AT_8, 1),
            abi.encodeWithSelector(IProjectRegistry.ProjectUnknown.selector, uint64(99))
        );
        claim(developer, mine, one(AT_8, 1));
        activate(mine);
        bytes memory notDraft = abi.encodeWithSelector(IGroundRegistry.GroundNotDraft.selector, mine);
        claimReverts(developer, mine, one(AT_8, 2), notDraft);
        vm.warp(NOW + LIFETIME);
        claimReverts(
            other,
            theirs,
            one(AT_8, 2),
            abi.encodeWithSelector(IGroundRegistry.GroundNotDraft.selector, theirs)
        );
    }

    function test_only_the_project_registry_opens_and_seals() public {
        bytes memory notRegistry = abi.encodeWithSelector(IGroundRegistry.GroundNotRegistry.selector, address(this));
        vm.expectRevert(notRegistry);
        ground.open(7);
        vm.expectRevert(notRegistry);
        ground.seal(7, developer);
        require(address(ground.projects()) == address(projects) && ground.bondPerBlock() == BOND, "wiring");
    }

    /* RELEASE */

    function test_release_goes_backwards_and_leaves_no_trace() public {
        bytes32 root0 = rootOf(mine);
        require(root0 == rootZero(mine), "root of nothing");
        Block[] memory second = new Block[](3);
        second[0] = Block({cell: AT_16, bits: 2});
        second[1] = Block({cell: AT_12, bits: 2});
        second[2] = Block({cell: AT_8, bits: 2});
        claim(developer, mine, one(AT_16, 1));
        bytes32 root1 = rootOf(mine);
        claim(developer, mine, second);
        vm.prank(developer);
        projects.withdraw(mine);

        vm.expectRevert(
            abi.encodeWithSelector(
                IGroundRegistry.GroundRootMismatch.selector,
                mine,
                rootOf(mine),
                keccak256(abi.encodePacked(root0, keccak256(abi.encode(one(AT_16, 1)))))
            )
        );
        ground.release(mine, root0, one(AT_16, 1));

        ground.release(mine, root1, second);
        require(ground.taken(Pool.Biomass, AT_16) == 1 && ground.touched(Pool.Biomass, AT_12) == 1, "first stays");
        require(ground.touched(Pool.Biomass, AT_8) == 1, "ancestor stays touched");
        ground.release(mine, root0, one(AT_16, 1));
        require(ground.touched(Pool.Biomass, AT_12) == 0 && ground.touched(Pool.Biomass, AT_8) == 0, "no trace");
        (bytes32 root, uint64 edgeCells, uint32 segments, uint96 bond) = ground.groundOf(mine);
        require(root == root0 && edgeCells == 0 && segments == 0 && bond == 0, "record is empty");
        require(ground.bondOf(developer) == 4 * BOND, "given up in time: the bond is the owner's");
        claim(other, theirs, one(AT_8, 1));
    }

    function test_release_walks_over_several_ancestors() public {
        Block[] memory blocks = new Block[](4);
        blocks[0] = Block({cell: AT_16, bits: 1});
        blocks[1] = Block({cell: AT_12 + (2 << 36), bits: 1});
        blocks[2] = Block({cell: AT_8 + (2 << 44), bits: 1});
        blocks[3] = Block({cell: AT_12 + (4 << 44), bits: 1});
        claim(developer, mine, blocks);
        require(ground.touched(Pool.Biomass, AT_8) == 3, "both children touched");
        vm.prank(developer);
        projects.withdraw(mine);
        ground.release(mine, rootZero(mine), blocks);
        require(ground.touched(Pool.Biomass, AT_8) == 0, "none touched");
        require(ground.touched(Pool.Biomass, AT_8 + (4 << 44)) == 0, "nor there");
    }

    function test_release_waits_for_a_draft_to_lapse_and_pays_whoever_does_it() public {
        claim(developer, mine, one(AT_8, 1));
        vm.expectRevert(
            abi.encodeWithSelector(IGroundRegistry.GroundNotReleasable.selector, mine, NOW + LIFETIME, NOW)
        );
        ground.release(mine, rootZero(mine), one(AT_8, 1));

        vm.warp(NOW + LIFETIME);
        ground.release(mine, rootZero(mine), one(AT_8, 1));
        require(ground.bondOf(address(this)) == BOND, "the caller earns the bond");
        refusing = true;
        vm.expectRevert(
            abi.encodeWithSelector(IGroundRegistry.GroundPaymentFailed.selector, address(this), uint256(BOND))
        );
        ground.withdrawBond();
        refusing = false;
        uint256 before = address(this).balance;
        ground.withdrawBond();
        require(address(this).balance == before + BOND && address(ground).balance == 0, "paid");
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundNoBond.selector, address(this)));
        ground.withdrawBond();
    }

    function test_activation_returns_the_bond_and_an_active_project_keeps_its_ground() public {
        claim(developer, mine, one(AT_8, 1));
        activate(mine);
        require(ground.bondOf(developer) == BOND, "bond returned");
        vm.expectRevert(
            abi.encodeWithSelector(IGroundRegistry.GroundNotReleasable.selector, mine, type(uint40).max, NOW)
        );
        ground.release(mine, rootZero(mine), one(AT_8, 1));
    }

    function test_L12_reversible_ground_is_held_until_monitoring_ends() public {
        claim(developer, mine, one(AT_8, 1));
        activate(mine);
        recordPeriod(mine, CREDITING_START, CREDITING_START + 1);
        vm.prank(developer);
        projects.complete(mine);
        uint40 end = CREDITING_START + 1 + 40 * 31_556_952;
        require(projects.monitoringEnd(mine) == end, "forty years");
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundNotReleasable.selector, mine, end, NOW));
        ground.release(mine, rootZero(mine), one(AT_8, 1));
        vm.warp(end);
        ground.release(mine, rootZero(mine), one(AT_8, 1));
        require(ground.taken(Pool.Biomass, AT_8) == 0, "free");
    }

    function test_L2_released_ground_never_earns_again_for_the_same_time() public {
        uint64 first = activeProject(2, AT_12, 1);
        uint64 before = activeProject(2, AT_12, 2);
        recordPeriod(first, CREDITING_START, CREDITING_START + 500);
        recordPeriod(before, CREDITING_START, CREDITING_START + 400);
        vm.startPrank(developer);
        projects.complete(first);
        projects.complete(before);
        vm.stopPrank();
        ground.release(first, rootZero(first), one(AT_12, 1));
        ground.release(before, rootZero(before), one(AT_12, 2));
        (uint40 here, uint40 below) = ground.earnedUntil(Pool.PaddyMethane, AT_12);
        require(here == CREDITING_START + 500 && below == 0, "the later end stays");
        (here, below) = ground.earnedUntil(Pool.PaddyMethane, AT_8);
        require(here == 0 && below == CREDITING_START + 500, "marked above");

        uint64 again = register(other, 2, 20);
        uint64[3] memory around = [AT_8, AT_12, AT_16];
        for (uint256 i = 0; i < 3; ++i) {
            claimReverts(
                other,
                again,
                one(around[i], 1),
                abi.encodeWithSelector(
                    IGroundRegistry.GroundEarnedBefore.selector,
                    Pool.PaddyMethane,
                    i == 2 ? AT_12 : around[i],
                    CREDITING_START + 500,
                    CREDITING_START
                )
            );
        }
        claim(other, again, one(AT_12 + (2 << 36), 1));

        vm.prank(other);
        uint64 later = projects.register(_startingAt(request(2, 20), CREDITING_START + 500));
        claim(other, later, one(AT_12, 1));
    }

    /* VIEWS */

    function test_conflicts_names_what_can_not_be_claimed() public {
        claim(developer, mine, one(AT_12, 1));
        claim(developer, mine, one(AT_8, 2));
        Block[] memory blocks = new Block[](5);
        blocks[0] = Block({cell: AT_16, bits: 0xff});
        blocks[1] = Block({cell: AT_16 + (2 << 28), bits: 0xff});
        blocks[2] = Block({cell: AT_12, bits: 3});
        blocks[3] = Block({cell: AT_12 + (2 << 36), bits: 5});
        blocks[4] = Block({cell: AT_8, bits: 7});
        Block[] memory found = ground.conflicts(Pool.Biomass, blocks);
        require(found.length == 4, "four conflicts");
        require(found[0].cell == AT_16 && found[0].bits == 0xff, "inside a whole grandchild");
        require(found[1].cell == AT_12 && found[1].bits == 1, "claimed");
        require(found[2].cell == AT_12 + (2 << 36) && found[2].bits == 5, "inside a whole child");
        require(found[3].cell == AT_8 && found[3].bits == 3, "touched and claimed");
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundCellInvalid.selector, uint64(1), 20));
        ground.conflicts(Pool.Biomass, one(1, 1));
    }

    function _startingAt(ProjectRequest memory given, uint40 start) private pure returns (ProjectRequest memory) {
        given.creditingStart = start;
        return given;
    }
}
