// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The carbon pool that a methodology counts. Ground is exclusive within a pool, never across pools.
enum Pool {
    None,
    Biomass,
    PaddyMethane,
    BlueCarbon,
    Peat,
    Reservoir
}
