// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {S2CellLib} from "../libraries/S2CellLib.sol";

/// @title S2CellMock
/// @notice Shows S2CellLib to tests.
contract S2CellMock {
    using S2CellLib for uint256;

    function level(uint256 cell) external pure returns (uint8) {
        return cell.level();
    }

    function isParent(uint256 cell, uint8 edgeLevel) external pure returns (bool) {
        return cell.isParent(S2CellLib.parentLsbs(edgeLevel));
    }

    function ancestor8(uint256 cell) external pure returns (uint256) {
        return cell.ancestor(S2CellLib.LSB_8);
    }

    function ancestor12(uint256 cell) external pure returns (uint256) {
        return cell.ancestor(S2CellLib.LSB_12);
    }

    function bitIn8(uint256 cell) external pure returns (uint256) {
        return cell.bitIn8();
    }

    function bitIn12(uint256 cell) external pure returns (uint256) {
        return cell.bitIn12();
    }

    function popcount(uint256 word) external pure returns (uint256) {
        return S2CellLib.popcount(word);
    }
}
