// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProjectRegistry} from "../../../contracts/ProjectRegistry.sol";
import {IGroundRegistry} from "../../../contracts/interfaces/IGroundRegistry.sol";
import {Block} from "../../../contracts/types/Block.sol";
import {Pool} from "../../../contracts/types/Pool.sol";
import {ProjectRequest} from "../../../contracts/types/Project.sol";

/// @notice Claims, gives up and releases ground of several projects, in two pools and at all levels, over a small world
/// where claims often collide, and keeps a plain record of who owns each of its cells.
/// @dev The world is one level-8 cell. Its finest cells, `tiles`, are 2 level-12 children x 2 level-16 children x 2
/// level-20 children; a claim of a level-12 or level-16 child whole covers 4 or 2 tiles. No other ground is claimed.
contract GroundHandler {
    uint64 private constant AT_8 = 0x3100_1000_0000_0000;
    uint256 private constant TILES = 8;

    struct Segment {
        bytes32 previousRoot;
        uint64 cell;
        uint256 bits;
    }

    ProjectRegistry private immutable projects;
    IGroundRegistry private immutable ground;
    uint96 private immutable bond;

    /// @dev Per pool (1 or 2) and tile: the owning project, or 0.
    mapping(uint256 pool => uint64[TILES] owners) private _ghost;
    mapping(uint64 projectId => Segment[]) private _segments;
    mapping(uint64 projectId => uint256) private _pools;
    uint64[] public drafts;
    uint256 public bonds;
    uint256 public accepted;
    uint256 public refused;
    uint256 public wronglyAccepted;
    uint256 public wronglyRefused;

    constructor(ProjectRegistry projects_, uint96 bond_) {
        projects = projects_;
        ground = projects_.ground();
        bond = bond_;
        for (uint256 i = 0; i < 4; ++i) _register(1 + (i % 2));
    }

    receive() external payable {}

    /// @notice Claims 1 or 2 children of one parent for a draft, and notes whether the record agrees with the outcome.
    function claim(uint256 draftSeed, uint256 levelSeed, uint256 path, uint256 bitsSeed) external {
        uint64 projectId = drafts[draftSeed % drafts.length];
        uint256 pool = _pools[projectId];
        (uint64 cell, uint256 first, uint256 span) = _parent(levelSeed % 3, path);
        uint256 which = 1 + (bitsSeed % 3);
        uint256 bits = (which & 1) | ((which >> 1) << 255);
        bool free = true;
        for (uint256 i = 0; i < 2 * span; ++i) {
            if ((which >> (i / span)) & 1 == 1 && _ghost[pool][first + i] != 0) free = false;
        }

        Block[] memory blocks = new Block[](1);
        blocks[0] = Block({cell: cell, bits: bits});
        (bytes32 previousRoot, , , ) = ground.groundOf(projectId);
        try ground.claim{value: bond}(projectId, blocks) {
            ++accepted;
            if (!free) ++wronglyAccepted;
            for (uint256 i = 0; i < 2 * span; ++i) {
                if ((which >> (i / span)) & 1 == 1) _ghost[pool][first + i] = projectId;
            }
            _segments[projectId].push(Segment({previousRoot: previousRoot, cell: cell, bits: bits}));
            bonds += bond;
        } catch {
            ++refused;
            if (free) ++wronglyRefused;
        }
    }

    /// @notice Gives up a draft, releases all its ground, takes its bond back and registers another.
    function giveUp(uint256 draftSeed) external {
        uint256 index = draftSeed % drafts.length;
        uint64 projectId = drafts[index];
        uint256 pool = _pools[projectId];
        projects.withdraw(projectId);
        Segment[] storage segments = _segments[projectId];
        bool any = segments.length > 0;
        while (segments.length > 0) {
            Segment memory segment = segments[segments.length - 1];
            segments.pop();
            Block[] memory blocks = new Block[](1);
            blocks[0] = Block({cell: segment.cell, bits: segment.bits});
            ground.release(projectId, segment.previousRoot, blocks);
            bonds -= bond;
        }
        if (any) ground.withdrawBond();
        for (uint256 tile = 0; tile < TILES; ++tile) {
            if (_ghost[pool][tile] == projectId) _ghost[pool][tile] = 0;
        }
        drafts[index] = drafts[drafts.length - 1];
        drafts.pop();
        _register(pool);
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

    function _register(uint256 pool) private {
        uint64 projectId = projects.register(
            ProjectRequest({
                methodologyId: uint32(pool),
                edgeLevel: 20,
                hostCountry: "JP",
                creditingStart: 1,
                creditingEnd: 2,
                boundary: keccak256("boundary"),
                programmeReference: ""
            })
        );
        drafts.push(projectId);
        _pools[projectId] = pool;
    }
}
