// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Design} from "../types/Project.sol";

/// @title DesignLib
/// @notice Designs that an owner committed to, in the order of commitment.
library DesignLib {
    /// @notice The last design committed at or before a time (Unix seconds), else the first; 0 where there is none.
    /// @dev Halves the list, so that nobody escapes a report by committing too often.
    function inForce(Design[] storage committed, uint40 time) internal view returns (bytes32) {
        uint256 low = 0;
        uint256 high = committed.length;
        if (high == 0) return 0;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (committed[middle].committedAt <= time) low = middle + 1;
            else high = middle;
        }
        return committed[low > 0 ? low - 1 : 0].digest;
    }
}
