// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LossesLib} from "../libraries/LossesLib.sol";
import {Loss} from "../types/Watch.sol";

/// @title LossesMock
/// @notice A project's losses, counted as the permanence monitor counts them.
contract LossesMock {
    using LossesLib for Loss[];

    Loss[] private _losses;

    function count(Loss[] calldata stated) external {
        for (uint256 i = 0; i < stated.length; ++i) {
            _losses.count(stated[i].spanStart, stated[i].spanEnd, stated[i].lossKg);
        }
    }

    function mostKg() external view returns (uint256) {
        return _losses[_losses.length - 1].mostKg;
    }
}
