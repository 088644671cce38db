// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title S2CellLib
/// @notice Arithmetic of S2 cell ids at the levels of the ground grid.
/// @dev An id is 3 bits of face, 2 bits per level, a 1 bit, then zeros: the lowest set bit of a level is
/// `1 << (2 * (30 - level))`. A parent's id lies in the middle of its descendants' ids. Source: the S2 geometry
/// library's definition of cell ids (s2geometry.io, "S2 Cells"); test/contracts/ground-s2.test.ts checks this library
/// against s2js. Words are 256 bits wide here, since narrower ones cost masks; ids never exceed 64 bits.
library S2CellLib {
    /// @dev The first id beyond the six faces.
    uint256 private constant FACES_END = 6 << 61;

    /// @notice Lowest set bit of a level-8 id.
    uint256 internal constant LSB_8 = 1 << 44;

    /// @notice Lowest set bit of a level-12 id.
    uint256 internal constant LSB_12 = 1 << 36;

    /// @notice Lowest set bit of a level-16 id.
    uint256 internal constant LSB_16 = 1 << 28;

    /// @notice The lowest set bit, which tells the level; 0 for 0.
    function lsb(uint256 cell) internal pure returns (uint256) {
        // Two's complement, so wrapping is meant: for 0 it gives 0.
        unchecked {
            return cell & (~cell + 1);
        }
    }

    /// @notice The lowest set bits that a block's parent may have at an edge level: of levels 8 and 12, and of 16 when
    /// the edge level is 20.
    function parentLsbs(uint8 edgeLevel) internal pure returns (uint256) {
        return edgeLevel == 20 ? LSB_8 | LSB_12 | LSB_16 : LSB_8 | LSB_12;
    }

    /// @notice Whether a cell may be a block's parent: on face 0 to 5, with one of these lowest set bits.
    function isParent(uint256 cell, uint256 lsbs) internal pure returns (bool) {
        return cell < FACES_END && lsb(cell) & lsbs != 0;
    }

    /// @notice The level of a valid id.
    function level(uint256 cell) internal pure returns (uint8) {
        uint256 bit = lsb(cell);
        uint8 result = 30;
        while (bit > 3) {
            bit >>= 2;
            --result;
        }
        return result;
    }

    /// @notice The ancestor whose level has this lowest set bit, or the cell itself if it is at that level.
    function ancestor(uint256 cell, uint256 ancestorLsb) internal pure returns (uint256) {
        // Two's complement of a power of two: a mask of the bits above and at it.
        unchecked {
            return (cell & (~ancestorLsb + 1)) | ancestorLsb;
        }
    }

    /// @notice The bit of a level-12 cell among the 256 children of its level-8 ancestor.
    function bitIn8(uint256 cell) internal pure returns (uint256) {
        return 1 << ((cell >> 37) & 0xff);
    }

    /// @notice The bit of a level-16 cell among the 256 children of its level-12 ancestor.
    function bitIn12(uint256 cell) internal pure returns (uint256) {
        return 1 << ((cell >> 29) & 0xff);
    }

    /// @notice How many edge-level cells a block holds.
    /// @param parentLsb The parent's lowest set bit, of a level that `isParent` allows for the edge level.
    function edgeCells(uint256 parentLsb, uint256 bits, uint8 edgeLevel) internal pure returns (uint256) {
        // Each step of four levels from the children to the edge level multiplies by 256.
        uint256 shift = parentLsb == LSB_8 ? 8 : 0;
        if (edgeLevel == 20 && parentLsb != LSB_16) shift += 8;
        return popcount(bits) << shift;
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
