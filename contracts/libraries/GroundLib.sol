// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGroundRegistry} from "../interfaces/IGroundRegistry.sol";
import {Block} from "../types/Block.sol";
import {S2CellLib} from "./S2CellLib.sol";

/// @title GroundLib
/// @notice The claimed ground of one pool: hierarchical words, taken and freed block by block.
/// @dev The rules are documented in IGroundRegistry. Sorted blocks of one ancestor stand together, since an ancestor's id
/// lies in the middle of its descendants' ids; so each ancestor is entered and left once in a walk.
library GroundLib {
    using S2CellLib for uint256;

    /// @notice Per parent: children claimed whole, and children with anything claimed below them.
    struct Ground {
        mapping(uint256 parent => uint256 children) taken;
        mapping(uint256 parent => uint256 children) touched;
    }

    /// @dev The words of one ancestor while blocks below it are walked: read at most once, written at most once.
    struct Cursor {
        uint256 cell; // 0 when the cursor stands nowhere: no cell has id 0.
        uint256 taken;
        uint256 touched;
        uint256 storedTaken;
        uint256 storedTouched;
    }

    /// @notice Takes the blocks' bits that are free and marks their ancestors touched; reverts on a malformed block.
    /// @param leftOut One word for each block: bits that may not be taken. Bits that are not free are added.
    /// @return edgeCells How many edge-level cells were taken.
    /// @return count In how many blocks anything was taken.
    /// @return missed Not zero when anything was left out.
    function take(
        Ground storage ground,
        uint8 edgeLevel,
        Block[] calldata blocks,
        uint256[] memory leftOut
    ) internal returns (uint256 edgeCells, uint256 count, uint256 missed) {
        Cursor memory top;
        Cursor memory middle;
        uint256 previous = 0;
        uint256 parents = S2CellLib.parentLsbs(edgeLevel);

        for (uint256 i = 0; i < blocks.length; ++i) {
            Block calldata item = blocks[i];
            uint256 cell = item.cell;
            uint256 bits = item.bits;
            require(cell > previous, IGroundRegistry.GroundBlocksUnsorted(uint64(previous), uint64(cell)));
            require(cell.isParent(parents), IGroundRegistry.GroundCellInvalid(uint64(cell), edgeLevel));
            require(bits != 0, IGroundRegistry.GroundBlockEmpty(uint64(cell)));
            previous = cell;

            uint256 free = bits & ~leftOut[i];
            if (free != 0) free = _takeBlock(ground, top, middle, cell, free);
            if (free != bits) {
                leftOut[i] = bits & ~free;
                missed |= leftOut[i];
            }
            if (free == 0) continue;
            // Overflow is not possible: a transaction has no place for 2^200 blocks.
            unchecked {
                ++count;
                edgeCells += S2CellLib.edgeCells(cell.lsb(), free, edgeLevel);
            }
        }

        _leave(ground, middle);
        _leave(ground, top);
    }

    /// @notice Clears the bits of blocks that were taken together, in strictly ascending order. An ancestor's touched bit goes exactly when the words
    /// below it are all zero.
    /// @return edgeCells How many edge-level cells the blocks hold.
    function release(
        Ground storage ground,
        uint8 edgeLevel,
        Block[] calldata blocks
    ) internal returns (uint256 edgeCells) {
        Cursor memory top;
        Cursor memory middle;

        for (uint256 i = 0; i < blocks.length; ++i) {
            Block calldata item = blocks[i];
            uint256 cell = item.cell;
            uint256 bits = item.bits;
            uint256 lsb = cell.lsb();
            edgeCells += S2CellLib.edgeCells(lsb, bits, edgeLevel);

            uint256 ancestor8 = cell.ancestor(S2CellLib.LSB_8);
            if (ancestor8 != top.cell) {
                _leaveFreed(ground, middle, top);
                _leave(ground, top);
                _enter(ground, top, ancestor8);
            }
            if (lsb == S2CellLib.LSB_8) {
                top.taken &= ~bits;
                continue;
            }

            uint256 ancestor12 = cell.ancestor(S2CellLib.LSB_12);
            if (ancestor12 != middle.cell) {
                _leaveFreed(ground, middle, top);
                _enter(ground, middle, ancestor12);
            }
            if (lsb == S2CellLib.LSB_12) {
                middle.taken &= ~bits;
                continue;
            }

            uint256 word = ground.taken[cell] & ~bits;
            ground.taken[cell] = word;
            if (word == 0) middle.touched &= ~cell.bitIn12();
        }

        _leaveFreed(ground, middle, top);
        _leave(ground, top);
    }

    /// @notice The parent's children that can not be claimed: all when an ancestor is claimed whole, else those claimed
    /// whole or in part.
    function unavailable(Ground storage ground, uint256 cell) internal view returns (uint256) {
        require(cell.isParent(S2CellLib.parentLsbs(20)), IGroundRegistry.GroundCellInvalid(uint64(cell), 20));
        uint256 lsb = cell.lsb();
        bool inside8 = lsb < S2CellLib.LSB_8 && ground.taken[cell.ancestor(S2CellLib.LSB_8)] & cell.bitIn8() != 0;
        bool inside12 = lsb < S2CellLib.LSB_12 && ground.taken[cell.ancestor(S2CellLib.LSB_12)] & cell.bitIn12() != 0;
        return inside8 || inside12 ? type(uint256).max : ground.taken[cell] | ground.touched[cell];
    }

    /* INTERNAL */

    /// @dev `bits` are not zero.
    /// @return free The bits that were free, and are taken now.
    function _takeBlock(
        Ground storage ground,
        Cursor memory top,
        Cursor memory middle,
        uint256 cell,
        uint256 bits
    ) private returns (uint256 free) {
        uint256 lsb = cell.lsb();
        uint256 ancestor8 = cell.ancestor(S2CellLib.LSB_8);
        if (ancestor8 != top.cell) {
            _leave(ground, top);
            _enter(ground, top, ancestor8);
        }
        if (lsb == S2CellLib.LSB_8) return _takeWhole(top, bits);

        uint256 ancestor12 = cell.ancestor(S2CellLib.LSB_12);
        if (ancestor12 != middle.cell) {
            uint256 bit = ancestor12.bitIn8();
            if (top.taken & bit != 0) return 0;
            _leave(ground, middle);
            if (top.touched & bit == 0) {
                // Nothing was ever claimed inside, so both words are zero and need not be read. All bits will be taken.
                _enterEmpty(middle, ancestor12);
                top.touched |= bit;
            } else {
                _enter(ground, middle, ancestor12);
            }
        }
        if (lsb == S2CellLib.LSB_12) return _takeWhole(middle, bits);

        return _takeAt16(ground, middle, cell, bits);
    }

    function _takeWhole(Cursor memory cursor, uint256 bits) private pure returns (uint256 free) {
        free = bits & ~(cursor.taken | cursor.touched);
        cursor.taken |= free;
    }

    /// @dev Level-16 parents have edge-level children only: nothing can be claimed below those.
    function _takeAt16(
        Ground storage ground,
        Cursor memory middle,
        uint256 cell,
        uint256 bits
    ) private returns (uint256 free) {
        uint256 bit = cell.bitIn12();
        if (middle.taken & bit != 0) return 0;
        if (middle.touched & bit == 0) {
            middle.touched |= bit;
            ground.taken[cell] = bits;
            return bits;
        }
        uint256 word = ground.taken[cell];
        free = bits & ~word;
        if (free != 0) ground.taken[cell] = word | free;
    }

    function _enter(Ground storage ground, Cursor memory cursor, uint256 cell) private view {
        cursor.cell = cell;
        cursor.taken = cursor.storedTaken = ground.taken[cell];
        cursor.touched = cursor.storedTouched = ground.touched[cell];
    }

    function _enterEmpty(Cursor memory cursor, uint256 cell) private pure {
        cursor.cell = cell;
        cursor.taken = cursor.storedTaken = 0;
        cursor.touched = cursor.storedTouched = 0;
    }

    function _leave(Ground storage ground, Cursor memory cursor) private {
        if (cursor.taken != cursor.storedTaken) ground.taken[cursor.cell] = cursor.taken;
        if (cursor.touched != cursor.storedTouched) ground.touched[cursor.cell] = cursor.touched;
    }

    /// @dev Leaves a level-12 ancestor of freed ground, and tells its level-8 ancestor if nothing is left in it.
    function _leaveFreed(Ground storage ground, Cursor memory middle, Cursor memory top) private {
        _leave(ground, middle);
        if (middle.cell != 0 && middle.taken | middle.touched == 0) top.touched &= ~middle.cell.bitIn8();
        middle.cell = 0;
        middle.storedTaken = middle.taken;
        middle.storedTouched = middle.touched;
    }
}
