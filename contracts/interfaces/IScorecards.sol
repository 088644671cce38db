// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Scorecard} from "../types/Scorecard.sol";
import {IDirectory} from "./IDirectory.sol";

/// @title IScorecards
/// @notice A lens: it keeps nothing and changes nothing, and no other contract knows of it. Each requirement is derived
/// from what the registry's contracts say in the same block, with a pointer to what it rests on; none is asserted.
/// @dev The requirements are those of ICROA's Code of Best Practice: real, additional, measurable, independently verified,
/// permanent, unique.
interface IScorecards {
    /// @notice A batch's scorecard. Reverts as the credits' contract does where there is no such batch.
    function scorecard(uint256 batchId) external view returns (Scorecard memory);

    /// @notice The directory of the registry that it looks at.
    function directory() external view returns (IDirectory);
}
