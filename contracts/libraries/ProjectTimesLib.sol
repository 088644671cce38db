// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IProjectRegistry} from "../interfaces/IProjectRegistry.sol";
import {MethodologyTerms} from "../types/Methodology.sol";
import {Project, ProjectStatus} from "../types/Project.sol";

/// @title ProjectTimesLib
/// @notice From when on what may be done about a project, in Unix seconds.
library ProjectTimesLib {
    /// @dev 365.2425 days: the Gregorian calendar has 97 leap years in 400.
    uint40 internal constant YEAR = 31_556_952;

    /// @dev See IProjectRegistry.
    uint40 internal constant IDLE_TIME = 5 * YEAR;

    /// @notice When its monitoring ends; 0 when it was never credited.
    function monitoringEnd(
        Project storage project,
        MethodologyTerms memory methodology
    ) internal view returns (uint40) {
        uint40 creditedUntil = project.creditedUntil;
        if (creditedUntil == 0 || !methodology.reversible) return creditedUntil;
        // Overflow is not possible: periods end in the past and years are at most 1000, so well below 2^40 seconds.
        return creditedUntil + methodology.monitoringYears * YEAR;
    }

    /// @notice When its ground may be released; the greatest time for never.
    function groundReleasableAt(
        Project storage project,
        MethodologyTerms memory methodology
    ) internal view returns (uint40) {
        if (project.status == ProjectStatus.Draft) return project.draftExpiry;
        if (project.status == ProjectStatus.Active) return type(uint40).max;
        uint40 end = monitoringEnd(project, methodology);
        return end > 0 && methodology.reversible ? end + methodology.challengeWindow : end;
    }

    /// @notice When a draft or an active project may be marked as withdrawn; the greatest time for never.
    function lapsesAt(Project storage project, uint64 projectId) internal view returns (uint40) {
        if (project.status == ProjectStatus.Draft) return project.draftExpiry;
        require(
            project.status == ProjectStatus.Active,
            IProjectRegistry.ProjectStatusMismatch(projectId, project.status)
        );
        if (project.creditedUntil > 0) return type(uint40).max;
        uint256 idleSince = Math.max(Math.max(project.draftExpiry, project.creditingStart), project.lastPeriodEnd);
        return uint40(Math.min(idleSince + IDLE_TIME, type(uint40).max));
    }
}
