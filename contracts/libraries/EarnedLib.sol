// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGroundRegistry} from "../interfaces/IGroundRegistry.sol";
import {Block} from "../types/Block.sol";
import {Pool} from "../types/Pool.sol";
import {S2CellLib} from "./S2CellLib.sol";

/// @title EarnedLib
/// @notice Until when released ground of one pool had earned, so that it never earns again for that time.
/// @dev Marks are per parent: at the parent of released children, and at that parent's ancestors. A claim is refused
/// by marks of its own parents, of their ancestors, and of anything below. That refuses some ground beside what
/// earned, and lets none of it through.
library EarnedLib {
    using S2CellLib for uint256;

    /// @notice When ground last earned: children claimed whole here, and anything below them.
    struct Mark {
        uint40 here;
        uint40 below;
    }

    /// @notice The marks per parent, and the latest of them: a claim whose crediting starts later need not look further.
    struct Earned {
        mapping(uint256 parent => Mark) marks;
        uint40 horizon;
    }

    /// @notice Marks released blocks as having earned until `end`.
    function mark(Earned storage earned, uint40 end, Block[] calldata blocks) internal {
        for (uint256 i = 0; i < blocks.length; ++i) {
            uint256 cell = blocks[i].cell;
            if (earned.marks[cell].here < end) earned.marks[cell].here = end;
            for (uint256 lsb = cell.lsb() << 8; lsb <= S2CellLib.LSB_8; lsb <<= 8) {
                uint256 ancestor = cell.ancestor(lsb);
                if (earned.marks[ancestor].below < end) earned.marks[ancestor].below = end;
            }
        }
        if (earned.horizon < end) earned.horizon = end;
    }

    /// @notice Reverts if any of the blocks may hold ground that earned after `creditingStart`.
    function requireUnearned(
        Earned storage earned,
        Pool pool,
        uint40 creditingStart,
        Block[] calldata blocks
    ) internal view {
        if (creditingStart >= earned.horizon) return;
        for (uint256 i = 0; i < blocks.length; ++i) {
            uint256 cell = blocks[i].cell;
            uint256 lsb = cell.lsb();
            _requireBefore(pool, cell, earned.marks[cell].below, creditingStart);
            // From the block's own parent cell up to level 8.
            while (true) {
                uint256 ancestor = cell.ancestor(lsb);
                _requireBefore(pool, ancestor, earned.marks[ancestor].here, creditingStart);
                if (lsb == S2CellLib.LSB_8) break;
                lsb <<= 8;
            }
        }
    }

    function _requireBefore(Pool pool, uint256 cell, uint40 end, uint40 creditingStart) private pure {
        require(end <= creditingStart, IGroundRegistry.GroundEarnedBefore(pool, uint64(cell), end, creditingStart));
    }
}
