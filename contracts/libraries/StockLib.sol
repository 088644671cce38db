// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Pool} from "../types/Pool.sol";

/// @title StockLib
/// @notice Which pools are the same carbon.
/// @dev Biomass, blue carbon and peat are stocks of organic carbon on a place, and overlap: a mangrove is all three. So
/// they share one ground, named by `Biomass`. Methane from paddies is a flow, and a reservoir is rock: each has its own.
library StockLib {
    /// @notice The pool that stands for all pools of the same carbon.
    function stock(Pool pool) internal pure returns (Pool) {
        return pool == Pool.BlueCarbon || pool == Pool.Peat ? Pool.Biomass : pool;
    }
}
