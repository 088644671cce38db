// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGroundRegistry} from "../../contracts/interfaces/IGroundRegistry.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {Block} from "../../contracts/types/Block.sol";
import {Pool} from "../../contracts/types/Pool.sol";
import {ProjectStatus} from "../../contracts/types/Project.sol";
import {RegistriesTest} from "./utils/RegistriesTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice Who gets which ground.
contract GroundRegistryTest is RegistriesTest {
    uint64 private constant NEXT_12 = AT_12 + (2 << 36);
    uint64 private constant THIRD_12 = AT_12 + (4 << 36);

    uint64 private mine;
    uint64 private theirs;

    function setUp() public override {
        super.setUp();
        mine = register(developer, 1, 20);
        theirs = register(other, 1, 20);
    }

    /* CLAIM */

    function test_L1_a_claimed_bit_is_left_out_for_everyone() public {
        claim(developer, mine, one(AT_12, 0x6));
        vm.expectEmit();
        emit IGroundRegistry.GroundLeftOut(theirs, 0, one(AT_12, 0x4));
        claim(other, theirs, one(AT_12, 0xc));
        require(ground.taken(Pool.Biomass, AT_12) == 0xe, "both claims stand");
        require(rootOf(theirs) == chained(rootZero(theirs), one(AT_12, 0x8)), "what was free");
        claimReverts(developer, mine, one(AT_12, 0xc), nothingFree(mine));
    }

    function test_L1_a_finer_claim_inside_a_whole_child_finds_nothing() public {
        claim(developer, mine, one(AT_8, 1));
        claimReverts(other, theirs, one(AT_12, 1 << 77), nothingFree(theirs));
        claimReverts(other, theirs, one(AT_16, 1 << 200), nothingFree(theirs));
    }

    function test_L1_a_finer_claim_inside_a_whole_grandchild_finds_nothing() public {
        claim(developer, mine, one(AT_12, 1));
        claimReverts(other, theirs, one(AT_16, 1), nothingFree(theirs));
    }

    function test_L1_a_coarser_claim_leaves_out_what_holds_a_claimed_cell() public {
        claim(developer, mine, one(AT_16, 1 << 9));
        claim(other, theirs, one(AT_8, 3));
        claim(other, theirs, one(AT_12, 3));
        claim(other, theirs, one(AT_16, 3 << 9));
        require(ground.taken(Pool.Biomass, AT_8) == 2, "level 8");
        require(ground.taken(Pool.Biomass, AT_12) == 2, "level 12");
        require(ground.taken(Pool.Biomass, AT_16) == 3 << 9, "level 16");
    }

    function test_L1_one_claim_can_not_overlap_itself() public {
        Block[] memory blocks = new Block[](2);
        blocks[0] = Block({cell: AT_16, bits: 1});
        blocks[1] = Block({cell: AT_12, bits: 3});
        claim(developer, mine, blocks);
        require(ground.taken(Pool.Biomass, AT_16) == 1 && ground.taken(Pool.Biomass, AT_12) == 2, "each cell once");
    }

    function test_L1_pools_of_the_same_carbon_exclude_each_other() public {
        uint32 mangrove = activeMethodology(Pool.BlueCarbon);
        uint32 peat = activeMethodology(Pool.Peat);
        claim(developer, mine, one(AT_12, 1));
        uint64 second = register(other, mangrove, 20);
        claim(other, second, one(AT_12, 3));
        claimReverts(other, register(other, peat, 20), one(AT_12, 3), nothingFree(4));
        require(ground.taken(Pool.Peat, AT_12) == 3, "one ground");
        require(ground.conflicts(Pool.BlueCarbon, one(AT_12, 7))[0].bits == 3, "each sees the others");
    }

    function test_L1_other_pools_do_not_meet() public {
        claim(developer, mine, one(AT_8, 1));
        claim(other, register(other, 2, 20), one(AT_16, 1));
        claim(other, register(other, activeMethodology(Pool.Reservoir), 20), one(AT_12, 1));
        require(ground.taken(Pool.PaddyMethane, AT_16) == 1, "paddy");
        require(ground.taken(Pool.Reservoir, AT_12) == 1 && ground.taken(Pool.Biomass, AT_12) == 0, "reservoir");
    }

    function testFuzz_L1_each_bit_goes_to_the_first_who_claims_it(uint256 first, uint256 second) public {
        vm.assume(first != 0 && second != 0);
        claim(developer, mine, one(AT_16, first));
        uint256 free = second & ~first;
        if (free == 0) {
            claimReverts(other, theirs, one(AT_16, second), nothingFree(theirs));
        } else {
            claim(other, theirs, one(AT_16, second));
            require(rootOf(theirs) == chained(rootZero(theirs), one(AT_16, free)), "the rest");
        }
        require(ground.taken(Pool.Biomass, AT_16) == first | free, "union");
    }

    function test_a_claim_can_not_be_stopped_by_taking_one_cell_of_it_first() public {
        Block[] memory wanted = new Block[](3);
        wanted[0] = Block({cell: AT_16, bits: type(uint256).max});
        wanted[1] = Block({cell: AT_12, bits: type(uint256).max - 1});
        wanted[2] = Block({cell: NEXT_12, bits: 7});
        claim(other, theirs, one(AT_16, 1 << 33));
        claim(developer, mine, wanted);
        (, uint64 edgeCells, , ) = ground.groundOf(mine);
        require(edgeCells == 255 + 255 * 256 + 3 * 256, "all but one cell");
        // Another is left out whole: its free part can be claimed by finer blocks.
        claim(other, theirs, one(NEXT_12, 8));
        claim(developer, mine, one(AT_8, 6));
        require(ground.leftOut(mine, one(AT_8, 6))[0].bits == 6, "one child is touched, the other claimed");
    }

    function test_claim_counts_edge_cells_at_every_level() public {
        Block[] memory blocks = new Block[](3);
        blocks[0] = Block({cell: AT_16, bits: 7});
        blocks[1] = Block({cell: AT_12, bits: 2});
        blocks[2] = Block({cell: AT_8, bits: type(uint256).max - 1});
        claim(developer, mine, blocks);
        (, uint64 edgeCells, uint32 segments, uint96 bond) = ground.groundOf(mine);
        uint256 cells = 3 + 256 + 255 * 65_536;
        require(edgeCells == cells, "edge level 20");
        require(segments == 1 && bond == 3 * BOND + cells * CELL_BOND, "segments and bond");

        uint64 coarse = register(developer, 2, 16);
        blocks = new Block[](2);
        blocks[0] = Block({cell: AT_12, bits: 7});
        blocks[1] = Block({cell: AT_8, bits: 2});
        claim(developer, coarse, blocks);
        (, edgeCells, , bond) = ground.groundOf(coarse);
        require(edgeCells == 3 + 256, "edge level 16");
        require(bond == 2 * BOND + (3 + 256) * 256 * CELL_BOND, "the same bond for the same area");
    }

    function test_claim_refuses_malformed_segments() public {
        claimReverts(
            developer,
            mine,
            new Block[](0),
            abi.encodeWithSelector(IGroundRegistry.GroundSegmentSize.selector, 0, 52)
        );
        claimReverts(
            developer,
            mine,
            new Block[](53),
            abi.encodeWithSelector(IGroundRegistry.GroundSegmentSize.selector, 53, 52)
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

    function test_claim_is_for_the_owner_of_a_living_draft() public {
        claimReverts(
            other,
            mine,
            one(AT_8, 1),
            abi.encodeWithSelector(IGroundRegistry.GroundNotOwner.selector, mine, other)
        );
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

    function test_no_project_holds_more_than_one_validation_may_give_away() public {
        require(ground.MAX_PROJECT_CELLS() == 1 << 28, "sixteen cells of level 8");
        Block[] memory blocks = new Block[](17);
        for (uint64 i = 0; i < 17; ++i) blocks[i] = Block({cell: AT_8 + i * (2 << 44), bits: type(uint256).max});
        bytes memory tooLarge = abi.encodeWithSelector(
            IGroundRegistry.GroundTooLarge.selector,
            mine,
            17 << 24,
            1 << 28
        );
        claimReverts(developer, mine, blocks, tooLarge);
        blocks[16].bits = 1;
        claimReverts(
            developer,
            mine,
            blocks,
            abi.encodeWithSelector(IGroundRegistry.GroundTooLarge.selector, mine, (1 << 28) + (1 << 16), 1 << 28)
        );
        uint64 coarse = register(developer, 1, 16);
        claimReverts(
            developer,
            coarse,
            blocks,
            abi.encodeWithSelector(IGroundRegistry.GroundTooLarge.selector, coarse, (1 << 28) + (1 << 16), 1 << 28)
        );
        blocks[15].bits = type(uint256).max - 1;
        claim(developer, mine, blocks);
        claimReverts(
            developer,
            mine,
            one(AT_8 + 16 * (2 << 44), 2),
            abi.encodeWithSelector(IGroundRegistry.GroundTooLarge.selector, mine, (1 << 28) + (1 << 16), 1 << 28)
        );
    }

    function test_only_the_project_registry_opens_and_seals() public {
        bytes memory notRegistry = abi.encodeWithSelector(IGroundRegistry.GroundNotRegistry.selector, address(this));
        vm.expectRevert(notRegistry);
        ground.open(7);
        vm.expectRevert(notRegistry);
        ground.seal(7, developer);
        require(address(ground.projects()) == address(projects), "wiring");
        require(ground.bondPerBlock() == BOND && ground.bondPerCell() == CELL_BOND, "terms");
    }

    /* RELEASE */

    function test_release_takes_any_segment_and_leaves_no_trace() public {
        Block[] memory second = new Block[](3);
        second[0] = Block({cell: AT_16, bits: 2});
        second[1] = Block({cell: AT_12, bits: 2});
        second[2] = Block({cell: AT_8, bits: 2});
        claim(developer, mine, one(AT_16, 1));
        bytes32 root1 = rootOf(mine);
        claim(developer, mine, second);
        bytes32 root2 = rootOf(mine);
        claim(developer, mine, one(THIRD_12, 5));
        vm.prank(developer);
        projects.withdraw(mine);

        bytes32[] memory later = new bytes32[](1);
        later[0] = keccak256(abi.encode(one(THIRD_12, 5)));
        vm.expectEmit();
        emit IGroundRegistry.GroundReleased(mine, 1, second);
        ground.release(mine, root1, second, later);
        require(rootOf(mine) == chained(root1, one(THIRD_12, 5)), "the chain without it");
        require(ground.taken(Pool.Biomass, AT_16) == 1 && ground.touched(Pool.Biomass, AT_12) == 1, "first stays");
        require(ground.taken(Pool.Biomass, THIRD_12) == 5, "last stays");

        // A segment that is not there any more, a forged one, and one with the wrong neighbours.
        bytes32 root = rootOf(mine);
        _refuseRelease(root1, second, later, chained(chained(root1, second), one(THIRD_12, 5)));
        _refuseRelease(
            rootZero(mine),
            one(AT_16, 3),
            later,
            chained(chained(rootZero(mine), one(AT_16, 3)), one(THIRD_12, 5))
        );
        _refuseRelease(root2, one(THIRD_12, 5), new bytes32[](0), chained(root2, one(THIRD_12, 5)));
        require(rootOf(mine) == root, "refused without a trace");

        ground.release(mine, rootZero(mine), one(AT_16, 1), later);
        require(ground.touched(Pool.Biomass, AT_12) == 0, "nothing below");
        require(ground.touched(Pool.Biomass, AT_8) == 4, "the last is still below");
        releaseOnly(mine, one(THIRD_12, 5));
        require(ground.touched(Pool.Biomass, AT_8) == 0 && ground.taken(Pool.Biomass, AT_8) == 0, "no trace");
        (bytes32 root0, uint64 edgeCells, uint32 segments, uint96 bond) = ground.groundOf(mine);
        require(root0 == rootZero(mine) && edgeCells == 0 && segments == 0 && bond == 0, "record is empty");
        claim(other, theirs, one(AT_8, 1));
    }

    function test_release_walks_over_several_ancestors() public {
        Block[] memory blocks = new Block[](4);
        blocks[0] = Block({cell: AT_16, bits: 1});
        blocks[1] = Block({cell: NEXT_12, bits: 1});
        blocks[2] = Block({cell: AT_8 + (2 << 44), bits: 1});
        blocks[3] = Block({cell: AT_12 + (4 << 44), bits: 1});
        claim(developer, mine, blocks);
        require(ground.touched(Pool.Biomass, AT_8) == 3, "both children touched");
        vm.prank(developer);
        projects.withdraw(mine);
        releaseOnly(mine, blocks);
        require(ground.touched(Pool.Biomass, AT_8) == 0, "none touched");
        require(ground.touched(Pool.Biomass, AT_8 + (4 << 44)) == 0, "nor there");
    }

    function test_release_waits_until_a_draft_lapses() public {
        claim(developer, mine, one(AT_8, 1));
        vm.expectRevert(
            abi.encodeWithSelector(IGroundRegistry.GroundNotReleasable.selector, mine, NOW + LIFETIME, NOW)
        );
        releaseOnly(mine, one(AT_8, 1));
        vm.warp(NOW + LIFETIME);
        releaseOnly(mine, one(AT_8, 1));
        require(ground.taken(Pool.Biomass, AT_8) == 0, "free");
    }

    function test_an_active_project_keeps_its_ground() public {
        claim(developer, mine, one(AT_8, 1));
        activate(mine);
        vm.expectRevert(
            abi.encodeWithSelector(IGroundRegistry.GroundNotReleasable.selector, mine, type(uint40).max, NOW)
        );
        releaseOnly(mine, one(AT_8, 1));
    }

    function test_L12_reversible_ground_is_held_until_monitoring_ends() public {
        claim(developer, mine, one(AT_8, 1));
        activate(mine);
        recordPeriod(mine, CREDITING_START, CREDITING_START + 1);
        endProject(developer, mine, ProjectStatus.Completed);
        uint40 end = CREDITING_START + 1 + 40 * 31_556_952;
        require(projects.monitoringEnd(mine) == end, "forty years");
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundNotReleasable.selector, mine, end + 7 days, end));
        releaseOnly(mine, one(AT_8, 1));
        vm.warp(end + 7 days);
        releaseOnly(mine, one(AT_8, 1));
        require(ground.taken(Pool.Biomass, AT_8) == 0, "free");
    }

    function test_only_credited_periods_lock_ground() public {
        claim(developer, mine, one(AT_8, 1));
        activate(mine);
        recordPeriod(mine, CREDITING_START, CREDITING_START + 1, false);
        endProject(developer, mine, ProjectStatus.Withdrawn);
        require(projects.groundReleasableAt(mine) == 0 && projects.monitoringEnd(mine) == 0, "nothing to watch");
        releaseOnly(mine, one(AT_8, 1));
        require(ground.earnedAfter(Pool.Biomass, AT_8, 0) == 0, "nothing earned");
        claim(other, theirs, one(AT_8, 1));
    }

    /* EARNED BEFORE */

    function test_L2_released_ground_never_earns_again_for_the_same_time() public {
        uint64 first = activeProject(2, AT_12, 1);
        uint64 second = activeProject(2, AT_12, 2);
        _creditAndRelease(first, 500, one(AT_12, 1));
        _creditAndRelease(second, 400, one(AT_12, 2));

        require(ground.earnedAfter(Pool.PaddyMethane, AT_12, CREDITING_START) == 3, "both");
        require(ground.earnedAfter(Pool.PaddyMethane, AT_12, CREDITING_START + 400) == 1, "each for its own time");
        require(ground.earnedAfter(Pool.PaddyMethane, AT_12, CREDITING_START + 500) == 0, "and no longer");
        require(ground.earnedAfter(Pool.PaddyMethane, AT_8, CREDITING_START) == 1, "seen from above");
        require(ground.earnedAfter(Pool.PaddyMethane, AT_16, CREDITING_START) == type(uint256).max, "and below");

        uint64 again = register(other, 2, 20);
        uint64[3] memory around = [AT_8, AT_12, AT_16];
        for (uint256 i = 0; i < 3; ++i) claimReverts(other, again, one(around[i], 1), nothingFree(again));
        claim(other, again, one(AT_12, 7));
        require(ground.taken(Pool.PaddyMethane, AT_12) == 4, "the child beside them is free");
        require(ground.leftOut(again, one(AT_12, 7))[0].bits == 7, "one is held, two earned before");

        uint64 later = _registerFrom(other, 400);
        claim(other, later, one(AT_12, 3));
        require(ground.taken(Pool.PaddyMethane, AT_12) == 6, "free for who starts later");
        later = _registerFrom(other, 500);
        claim(other, later, one(AT_12, 1));
        require(ground.taken(Pool.PaddyMethane, AT_12) == 7, "and later still");
    }

    function test_L2_exactly_the_cells_that_earned_stay_closed() public {
        Block[] memory held = new Block[](4);
        held[0] = Block({cell: AT_16, bits: 5});
        held[1] = Block({cell: AT_12, bits: 2});
        held[2] = Block({cell: NEXT_12, bits: 9});
        held[3] = Block({cell: AT_8, bits: 4});
        uint64 first = register(developer, 2, 20);
        claim(developer, first, held);
        activate(first);
        _creditAndRelease(first, 500, held);

        Block[] memory wanted = new Block[](4);
        for (uint256 i = 0; i < 4; ++i) wanted[i] = Block({cell: held[i].cell, bits: type(uint256).max});
        Block[] memory out = ground.leftOut(register(other, 2, 20), wanted);
        require(out[0].bits == 5, "level 16");
        require(out[1].bits == 3, "level 12, and the child around level 16");
        require(out[2].bits == 9, "the other of level 12");
        require(out[3].bits == 7, "level 8, and the children around the others");
    }

    function test_L2_earned_ground_closes_what_lies_within_it_and_nothing_beside_it() public {
        _creditAndRelease(activeProject(2, AT_16, 1), 400, one(AT_16, 1));
        uint64 beside = AT_16 + 2 * (AT_16 & (~AT_16 + 1));
        require(
            ground.earnedAfter(Pool.PaddyMethane, beside, CREDITING_START) == 0,
            "another child of the same parent"
        );

        uint64 all = register(developer, 2, 16);
        Block[] memory whole = one(AT_8, 1);
        vm.warp(block.timestamp + ground.RECLAIM_DELAY());
        uint64 later = _registerFrom(developer, 400);
        claim(developer, later, whole);
        require(ground.earnedAfter(Pool.PaddyMethane, AT_12, CREDITING_START + 400) == 0, "not by a claim alone");
        activate(later);
        recordPeriod(later, CREDITING_START + 400, CREDITING_START + 500);
        endProject(developer, later, ProjectStatus.Completed);
        releaseOnly(later, whole);
        require(ground.earnedAfter(Pool.PaddyMethane, AT_12, CREDITING_START + 400) == type(uint256).max, "below");
        require(
            ground.earnedAfter(Pool.PaddyMethane, beside, CREDITING_START + 400) == type(uint256).max,
            "further down"
        );
        require(ground.leftOut(all, whole)[0].bits == 1, "and for whole claims");
    }

    function test_L2_earned_ground_of_one_segment_is_marked_in_one_layer() public {
        uint64 first = activeProject(2, AT_16, 1);
        _creditAndRelease(first, 500, one(AT_16, 1));
        vm.prank(other);
        uint64 second = projects.register(request(2, 20));
        claim(other, second, one(AT_16, 2));
        activate(second);
        recordPeriod(second, CREDITING_START, CREDITING_START + 500);
        endProject(other, second, ProjectStatus.Completed);
        releaseOnly(second, one(AT_16, 2));
        require(ground.earnedAfter(Pool.PaddyMethane, AT_16, CREDITING_START + 499) == 3, "the same time, joined");
    }

    /* GIVEN UP */

    function test_given_up_ground_is_not_for_the_same_owner_at_once() public {
        claim(developer, mine, one(AT_12, 3));
        vm.prank(developer);
        projects.withdraw(mine);
        releaseOnly(mine, one(AT_12, 3));

        uint64 again = register(developer, 1, 20);
        claimReverts(developer, again, one(AT_12, 1), nothingFree(again));
        claimReverts(developer, again, one(AT_8, 1), nothingFree(again));
        claimReverts(developer, again, one(AT_16, 1), nothingFree(again));
        claim(developer, again, one(AT_12, 7));
        require(ground.taken(Pool.Biomass, AT_12) == 4, "only what it never held");
        claim(other, theirs, one(AT_12, 1));
        vm.warp(NOW + ground.RECLAIM_DELAY());
        again = register(developer, 1, 20);
        claim(developer, again, one(AT_12, 2));
        require(ground.taken(Pool.Biomass, AT_12) == 7, "free again");
    }

    /* VIEWS */

    function test_conflicts_names_what_can_not_be_claimed() public {
        claim(developer, mine, one(AT_12, 1));
        claim(developer, mine, one(AT_8, 2));
        Block[] memory blocks = new Block[](5);
        blocks[0] = Block({cell: AT_16, bits: 0xff});
        blocks[1] = Block({cell: AT_16 + (2 << 28), bits: 0xff});
        blocks[2] = Block({cell: AT_12, bits: 3});
        blocks[3] = Block({cell: NEXT_12, bits: 5});
        blocks[4] = Block({cell: AT_8, bits: 7});
        Block[] memory found = ground.conflicts(Pool.Biomass, blocks);
        require(found.length == 4, "four conflicts");
        require(found[0].cell == AT_16 && found[0].bits == 0xff, "inside a whole grandchild");
        require(found[1].cell == AT_12 && found[1].bits == 1, "claimed");
        require(found[2].cell == NEXT_12 && found[2].bits == 5, "inside a whole child");
        require(found[3].cell == AT_8 && found[3].bits == 3, "touched and claimed");
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundCellInvalid.selector, uint64(1), 20));
        ground.conflicts(Pool.Biomass, one(1, 1));
    }

    /* INTERNAL */

    function nothingFree(uint64 projectId) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IGroundRegistry.GroundNothingFree.selector, projectId);
    }

    function chained(bytes32 root, Block[] memory blocks) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(root, keccak256(abi.encode(blocks))));
    }

    function _refuseRelease(
        bytes32 previousRoot,
        Block[] memory blocks,
        bytes32[] memory later,
        bytes32 given
    ) private {
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundRootMismatch.selector, mine, rootOf(mine), given));
        ground.release(mine, previousRoot, blocks, later);
    }

    function _creditAndRelease(uint64 projectId, uint40 length, Block[] memory blocks) private {
        recordPeriod(projectId, CREDITING_START, CREDITING_START + length);
        endProject(developer, projectId, ProjectStatus.Completed);
        releaseOnly(projectId, blocks);
    }

    function _registerFrom(address owner, uint40 offset) private returns (uint64) {
        vm.prank(owner);
        return projects.register(startingAt(request(2, 20), CREDITING_START + offset));
    }
}
