// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Block} from "../types/Block.sol";
import {S2CellLib} from "./S2CellLib.sol";

/// @title ClosedGroundLib
/// @notice Ground that is closed until some time: exactly those cells that were closed, each until its own time.
/// @dev Per parent a list of layers, one for each time: `whole` has children closed whole, `below` children with
/// something closed below them. A parent has at most one layer for each project that closed ground in it. Looking up
/// starts at level 8 and ends where nothing lies below.
library ClosedGroundLib {
    using S2CellLib for uint256;

    /// @notice Children of one parent, closed until the same time in Unix seconds. A list ends where `until` is 0.
    struct Layer {
        uint256 bits;
        uint40 until;
    }

    /// @notice The layers per parent, and the latest time of all: whoever looks beyond it need not look further.
    struct Closed {
        mapping(uint256 parent => mapping(uint256 index => Layer)) whole;
        mapping(uint256 parent => mapping(uint256 index => Layer)) below;
        uint40 horizon;
    }

    /// @notice Closes blocks until a time after 1970. Blocks are valid and strictly ascending by cell.
    function close(Closed storage closed, uint40 until, Block[] calldata blocks) internal {
        (uint256 middle, uint256 middleBits, uint256 top, uint256 topBits) = (0, 0, 0, 0);
        for (uint256 i = 0; i < blocks.length; ++i) {
            uint256 cell = blocks[i].cell;
            uint256 lsb = cell.lsb();
            _add(closed.whole[cell], until, blocks[i].bits);

            if (lsb < S2CellLib.LSB_12) {
                uint256 ancestor = cell.ancestor(S2CellLib.LSB_12);
                if (ancestor != middle) {
                    _add(closed.below[middle], until, middleBits);
                    (middle, middleBits) = (ancestor, 0);
                }
                middleBits |= cell.bitIn12();
            }
            if (lsb < S2CellLib.LSB_8) {
                uint256 ancestor = cell.ancestor(S2CellLib.LSB_8);
                if (ancestor != top) {
                    _add(closed.below[top], until, topBits);
                    (top, topBits) = (ancestor, 0);
                }
                topBits |= cell.bitIn8();
            }
        }
        _add(closed.below[middle], until, middleBits);
        _add(closed.below[top], until, topBits);
        if (closed.horizon < until) closed.horizon = until;
    }

    /// @notice Adds to each block's word the children that hold ground closed until later than `time`.
    /// @param words One for each block.
    function addClosed(
        Closed storage closed,
        uint40 time,
        Block[] calldata blocks,
        uint256[] memory words
    ) internal view {
        if (time >= closed.horizon) return;
        for (uint256 i = 0; i < blocks.length; ++i) words[i] |= childrenAfter(closed, blocks[i].cell, time);
    }

    /// @notice The parent's children that hold ground closed until later than `time`.
    function childrenAfter(Closed storage closed, uint256 cell, uint40 time) internal view returns (uint256) {
        uint256 lsb = cell.lsb();
        if (lsb < S2CellLib.LSB_8) {
            uint256 ancestor = cell.ancestor(S2CellLib.LSB_8);
            uint256 bit = cell.bitIn8();
            if (_after(closed.whole[ancestor], time) & bit != 0) return type(uint256).max;
            if (_after(closed.below[ancestor], time) & bit == 0) return 0;
        }
        if (lsb < S2CellLib.LSB_12) {
            uint256 ancestor = cell.ancestor(S2CellLib.LSB_12);
            uint256 bit = cell.bitIn12();
            if (_after(closed.whole[ancestor], time) & bit != 0) return type(uint256).max;
            if (_after(closed.below[ancestor], time) & bit == 0) return 0;
        }
        return _after(closed.whole[cell], time) | _after(closed.below[cell], time);
    }

    /* INTERNAL */

    function _add(mapping(uint256 index => Layer) storage layers, uint40 until, uint256 bits) private {
        if (bits == 0) return;
        uint256 index = 0;
        uint40 found = layers[0].until;
        while (found != 0 && found != until) found = layers[++index].until;
        if (found == 0) layers[index] = Layer({bits: bits, until: until});
        else layers[index].bits |= bits;
    }

    function _after(mapping(uint256 index => Layer) storage layers, uint40 time) private view returns (uint256 bits) {
        for (uint256 index = 0; ; ++index) {
            uint40 until = layers[index].until;
            if (until == 0) return bits;
            if (until > time) bits |= layers[index].bits;
        }
    }
}
