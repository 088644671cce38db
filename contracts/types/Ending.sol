// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProjectStatus} from "./Project.sol";

/// @notice How and when an active project is to end, in one storage slot.
struct Ending {
    ProjectStatus into; // Completed or withdrawn; `None` where nothing was announced.
    uint40 from; // Unix seconds: it ends no earlier...
    uint40 until; // ...and before that, or the announcement has lapsed.
}
