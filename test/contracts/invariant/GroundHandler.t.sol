// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {ProjectRegistry} from "../../../contracts/ProjectRegistry.sol";
import {IDeveloperRegistry} from "../../../contracts/interfaces/IDeveloperRegistry.sol";
import {IGroundRegistry} from "../../../contracts/interfaces/IGroundRegistry.sol";
import {Block} from "../../../contracts/types/Block.sol";
import {Pool} from "../../../contracts/types/Pool.sol";
import {ProjectRequest} from "../../../contracts/types/Project.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Claims, gives up and releases ground of several projects, in any order, in two pools and at all levels, over a
/// small world
/// where claims often collide, and keeps a plain record of who owns each of its cells.
/// @dev The world is one level-8 cell. Its finest cells, `tiles`, are 2 level-12 children x 2 level-16 children x 2
/// level-20 children; a claim of a level-12 or level-16 child whole covers 4 or 2 tiles. No other ground is claimed.
contract GroundHandler {
    uint64 private constant AT_8 = 0x3100_1000_0000_0000;
    uint256 private constant TILES = 8;

    struct Segment {
        uint64 cell;
        uint256 bits;
    }

    ProjectRegistry private immutable projects;
    IGroundRegistry private immutable ground;
    IDeveloperRegistry private immutable developers;
    address private immutable governor;

    /// @dev Per pool (1 or 2) and tile: the owning project, or 0.
    mapping(uint256 pool => uint64[TILES] owners) private _ghost;
    mapping(uint64 projectId => Segment[]) private _segments;
    mapping(uint64 projectId => uint256) private _pools;
    mapping(uint64 projectId => address) public ownerOf;
    uint64[] public drafts;
    uint256 public paid;
    uint256 public withdrawn;
    uint256 public wronglyAccepted;
    uint256 public wronglyRefused;

    constructor(ProjectRegistry projects_) {
        projects = projects_;
        ground = projects_.ground();
        developers = projects_.developers();
        governor = msg.sender;
        for (uint256 i = 0; i < 4; ++i) _register(1 + (i % 2));
    }

    /// @notice Claims 1 or 2 children of one parent for a draft, and notes whether the record agrees with what was taken.
    /// A child of which anything is owned is left out whole.
    function claim(uint256 draftSeed, uint256 levelSeed, uint256 path, uint256 bitsSeed) external {
        uint64 projectId = drafts[draftSeed % drafts.length];
        uint256 pool = _pools[projectId];
        (uint64 cell, uint256 first, uint256 span) = _parent(levelSeed % 3, path);
        uint256 wanted = 1 + (bitsSeed % 3);
        uint256 free = wanted;
        for (uint256 i = 0; i < 2 * span; ++i) if (_ghost[pool][first + i] != 0) free &= ~(1 << (i / span));

        uint256 bits = _spread(free);
        uint256 value = ground.bondFor(20, _one(cell, _spread(wanted)));
        bytes32 root = _chained(_root(projectId), _one(cell, bits));
        vm.deal(ownerOf[projectId], value);
        vm.prank(ownerOf[projectId]);
        try ground.claim{value: value}(projectId, _one(cell, _spread(wanted))) {
            paid += value;
            if (free == 0 || _root(projectId) != root) ++wronglyAccepted;
            for (uint256 i = 0; i < 2 * span; ++i) {
                if ((free >> (i / span)) & 1 == 1) _ghost[pool][first + i] = projectId;
            }
            _segments[projectId].push(Segment({cell: cell, bits: bits}));
        } catch {
            if (free != 0) ++wronglyRefused;
        }
    }

    /// @notice Gives up a draft some time later, releases its segments in any order, takes its bond back and registers
    /// another of somebody else.
    function giveUp(uint256 draftSeed, uint256 orderSeed) external {
        vm.warp(block.timestamp + 1 hours);
        uint256 index = draftSeed % drafts.length;
        uint64 projectId = drafts[index];
        uint256 pool = _pools[projectId];
        vm.prank(ownerOf[projectId]);
        projects.withdraw(projectId);
        for (uint256 left = _segments[projectId].length; left > 0; --left) {
            _releaseOne(projectId, orderSeed % left);
            orderSeed /= left;
        }
        uint256 amount = ground.bondOf(ownerOf[projectId]);
        if (amount > 0) {
            withdrawn += amount;
            vm.prank(ownerOf[projectId]);
            ground.withdrawBond();
        }
        for (uint256 tile = 0; tile < TILES; ++tile) {
            if (_ghost[pool][tile] == projectId) _ghost[pool][tile] = 0;
        }
        drafts[index] = drafts[drafts.length - 1];
        drafts.pop();
        _register(pool);
    }

    /// @notice What the drafts' bonds and what may be withdrawn add up to.
    function owed() external view returns (uint256 sum) {
        for (uint256 i = 0; i < drafts.length; ++i) {
            (, , , uint96 bond) = ground.groundOf(drafts[i]);
            sum += bond + ground.bondOf(ownerOf[drafts[i]]);
        }
    }

    /// @notice How many tiles the record gives to a project.
    function tilesOf(uint64 projectId) external view returns (uint256 count) {
        for (uint256 tile = 0; tile < TILES; ++tile) {
            if (_ghost[_pools[projectId]][tile] == projectId) ++count;
        }
    }

    /// @notice How often the chain covers a tile: once per level at which its cell is claimed.
    function coverings(uint256 pool, uint256 tile) public view returns (uint256 count) {
        uint64 at12 = child(AT_8, 36, tile / 4);
        uint64 at16 = child(at12, 28, (tile / 2) % 2);
        count = _bit(ground.taken(Pool(pool), AT_8), tile / 4);
        count += _bit(ground.taken(Pool(pool), at12), (tile / 2) % 2);
        count += _bit(ground.taken(Pool(pool), at16), tile % 2);
    }

    /// @notice Whether the record gives the tile to anyone.
    function isOwned(uint256 pool, uint256 tile) external view returns (bool) {
        return _ghost[pool][tile] != 0;
    }

    /// @notice Whether touched words say exactly what lies below them.
    function touchedIsExact(uint256 pool) external view returns (bool exact) {
        exact = true;
        for (uint256 i = 0; i < 2; ++i) {
            uint64 at12 = child(AT_8, 36, i);
            uint256 touched12 = ground.touched(Pool(pool), at12);
            for (uint256 j = 0; j < 2; ++j) {
                bool below = ground.taken(Pool(pool), child(at12, 28, j)) != 0;
                if ((_bit(touched12, j) == 1) != below) exact = false;
            }
            bool inside = ground.taken(Pool(pool), at12) | touched12 != 0;
            if ((_bit(ground.touched(Pool(pool), AT_8), i) == 1) != inside) exact = false;
        }
    }

    /// @notice The first (0) or last (1) child of a cell, four levels down, whose lowest set bit is at `position`.
    /// @dev Ids of descendants run from `cell - lsb + 1` to `cell + lsb - 1`.
    function child(uint64 cell, uint256 position, uint256 which) public pure returns (uint64) {
        uint64 lsb = uint64(1) << uint64(position);
        return which == 0 ? cell - (lsb << 8) + lsb : cell + (lsb << 8) - lsb;
    }

    function _parent(uint256 level, uint256 path) private pure returns (uint64 cell, uint256 first, uint256 span) {
        if (level == 0) return (AT_8, 0, 4);
        uint256 i = path % 2;
        uint64 at12 = child(AT_8, 36, i);
        if (level == 1) return (at12, 4 * i, 2);
        uint256 j = (path / 2) % 2;
        return (child(at12, 28, j), 4 * i + 2 * j, 1);
    }

    function _bit(uint256 word, uint256 which) private pure returns (uint256) {
        return (word >> (which * 255)) & 1;
    }

    function _releaseOne(uint64 projectId, uint256 index) private {
        Segment[] storage segments = _segments[projectId];
        bytes32 previousRoot = keccak256(abi.encode(projectId));
        for (uint256 i = 0; i < index; ++i) {
            previousRoot = _chained(previousRoot, _one(segments[i].cell, segments[i].bits));
        }
        bytes32[] memory later = new bytes32[](segments.length - 1 - index);
        for (uint256 i = 0; i < later.length; ++i) {
            Segment memory segment = segments[index + 1 + i];
            later[i] = keccak256(abi.encode(_one(segment.cell, segment.bits)));
        }
        ground.release(projectId, previousRoot, _one(segments[index].cell, segments[index].bits), later);
        for (uint256 i = index; i + 1 < segments.length; ++i) segments[i] = segments[i + 1];
        segments.pop();
    }

    function _one(uint64 cell, uint256 bits) private pure returns (Block[] memory blocks) {
        blocks = new Block[](1);
        blocks[0] = Block({cell: cell, bits: bits});
    }

    function _chained(bytes32 root, Block[] memory blocks) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(root, keccak256(abi.encode(blocks))));
    }

    function _root(uint64 projectId) private view returns (bytes32 root) {
        (root, , , ) = ground.groundOf(projectId);
    }

    /// @dev Two bits to the first and last child.
    function _spread(uint256 two) private pure returns (uint256) {
        return (two & 1) | ((two >> 1) << 255);
    }

    function _register(uint256 pool) private {
        address owner = address(uint160(0xA0000 + projects.count()));
        vm.startPrank(governor);
        developers.assign(developers.admit(Strings.toString(projects.count())), owner);
        vm.stopPrank();
        vm.prank(owner);
        uint64 projectId = projects.register(
            ProjectRequest({
                methodologyId: uint32(pool),
                edgeLevel: 20,
                hostCountry: "JP",
                creditingStart: 1,
                creditingEnd: 2,
                boundary: keccak256("boundary"),
                programme: 0,
                programmeReference: 0
            })
        );
        ownerOf[projectId] = owner;
        drafts.push(projectId);
        _pools[projectId] = pool;
    }
}
