// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProjectRegistry} from "../interfaces/IProjectRegistry.sol";
import {Ending} from "../types/Ending.sol";
import {ProjectStatus} from "../types/Project.sol";

/// @title EndingsLib
/// @notice A project's end is known a while ahead, and for a while: whoever sees what it would leave behind has time to
/// say so, and nobody keeps an ending ready for that day.
library EndingsLib {
    /// @notice Announces an ending. One stands at a time, so that nobody puts off another's.
    /// @param notice Seconds from now until it may happen.
    /// @param lifetime Seconds from then until it has lapsed.
    function announce(
        mapping(uint64 projectId => Ending) storage endings,
        uint64 projectId,
        ProjectStatus into,
        uint32 notice,
        uint40 lifetime
    ) internal {
        require(
            into == ProjectStatus.Completed || into == ProjectStatus.Withdrawn,
            IProjectRegistry.ProjectEndingInvalid(projectId, into)
        );
        Ending memory standing = endings[projectId];
        require(
            block.timestamp >= standing.until,
            IProjectRegistry.ProjectEndingStands(projectId, standing.into, standing.until)
        );

        uint40 from = uint40(block.timestamp) + notice;
        uint40 until = from + lifetime;
        endings[projectId] = Ending({into: into, from: from, until: until});
        emit IProjectRegistry.ProjectEndingAnnounced(projectId, into, from, until);
    }

    /// @notice Reverts unless this ending was announced, its notice is over, and it has not lapsed.
    function requireDue(
        mapping(uint64 projectId => Ending) storage endings,
        uint64 projectId,
        ProjectStatus into
    ) internal view {
        Ending memory standing = endings[projectId];
        require(
            standing.into == into && block.timestamp >= standing.from && block.timestamp < standing.until,
            IProjectRegistry.ProjectEndingNotDue(projectId, into, standing, block.timestamp)
        );
    }
}
