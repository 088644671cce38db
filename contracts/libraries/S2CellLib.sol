// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title S2CellLib
/// @notice Arithmetic of S2 cell ids at the levels of the ground grid.
/// @dev An id is 3 bits of face, 2 bits per level, a 1 bit, then zeros: the lowest set bit of a level is
/// `1 << (2 * (30 - level))`. A parent's id lies in the middle of its descendants' ids. Source: the S2 geometry
/// library's definition of cell ids (s2geometry.io, "S2 Cells"); test/contracts/ground-s2.test.ts checks this library
/// against s2js.
library S2CellLib {
    /// @notice Lowest set bit of a level-8 id.
    uint64 internal constant LSB_8 = 1 << 44;

    /// @notice Lowest set bit of a level-12 id.
    uint64 internal constant LSB_12 = 1 << 36;

    /// @notice Lowest set bit of a level-16 id.
    uint64 internal constant LSB_16 = 1 << 28;

    /// @notice The lowest set bit, which tells the level; 0 for 0.
    function lsb(uint64 cell) internal pure returns (uint64) {
        // Two's complement, so wrapping is meant: for 0 it gives 0.
        unchecked {
            return cell & (~cell + 1);
        }
    }

    /// @notice Whether a cell may be a block's parent at an edge level: face 0 to 5; level 8 or 12, or 16 when the edge
    /// level is 20.
    function isParent(uint64 cell, uint8 edgeLevel) internal pure returns (bool) {
        uint64 bit = lsb(cell);
        return cell >> 61 <= 5 && (bit == LSB_8 || bit == LSB_12 || (bit == LSB_16 && edgeLevel == 20));
    }

    /// @notice The level of a valid id.
    function level(uint64 cell) internal pure returns (uint8) {
        uint64 bit = lsb(cell);
        uint8 result = 30;
        while (bit > 3) {
            bit >>= 2;
            --result;
        }
        return result;
    }

    /// @notice The ancestor whose level has this lowest set bit, or the cell itself if it is at that level.
    function ancestor(uint64 cell, uint64 ancestorLsb) internal pure returns (uint64) {
        // Two's complement of a power of two: a mask of the bits above and at it.
        unchecked {
            return (cell & (~ancestorLsb + 1)) | ancestorLsb;
        }
    }

    /// @notice The bit of a level-12 cell among the 256 children of its level-8 ancestor.
    function bitIn8(uint64 cell) internal pure returns (uint256) {
        return 1 << ((cell >> 37) & 0xff);
    }

    /// @notice The bit of a level-16 cell among the 256 children of its level-12 ancestor.
    function bitIn12(uint64 cell) internal pure returns (uint256) {
        return 1 << ((cell >> 29) & 0xff);
    }

    /// @notice How many edge-level cells one child of a parent holds.
    /// @param parentLsb The parent's lowest set bit, of a level that `isParent` allows for the edge level.
    function edgeCellsPerChild(uint64 parentLsb, uint8 edgeLevel) internal pure returns (uint256) {
        // Children are four levels down, so each step to the edge level multiplies by 256.
        uint256 steps = parentLsb == LSB_8 ? 1 : 0;
        if (edgeLevel == 20 && parentLsb != LSB_16) ++steps;
        return 256 ** steps;
    }

    /// @notice How many bits are set.
    /// @dev Counts bits in ever wider fields, then adds the 32 byte counts by one multiplication. All 256 bits set
    /// would overflow the top byte, so that word is its own case.
    function popcount(uint256 word) internal pure returns (uint256) {
        if (word == type(uint256).max) return 256;
        // Overflow is not possible before the product, whose excess above 256 bits is meant to fall away.
        unchecked {
            word -= (word >> 1) & (type(uint256).max / 3);
            word = (word & (type(uint256).max / 5)) + ((word >> 2) & (type(uint256).max / 5));
            word = (word + (word >> 4)) & (type(uint256).max / 17);
            return (word * (type(uint256).max / 255)) >> 248;
        }
    }
}
