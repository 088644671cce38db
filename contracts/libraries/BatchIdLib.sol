// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title BatchIdLib
/// @notice A batch's id names its project and vintage: `projectId << 80 | periodStart << 40 | periodEnd`.
library BatchIdLib {
    /// @notice The id of the batch for a project's period.
    function batchId(uint64 projectId, uint40 periodStart, uint40 periodEnd) internal pure returns (uint256) {
        return (uint256(projectId) << 80) | (uint256(periodStart) << 40) | periodEnd;
    }

    /// @notice The project and period of a batch. For ids that `batchId` made; upper bits are not looked at.
    function split(uint256 id) internal pure returns (uint64 projectId, uint40 periodStart, uint40 periodEnd) {
        // Truncation is meant: each part is taken by its width.
        return (uint64(id >> 80), uint40(id >> 40), uint40(id));
    }
}
