// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProjectRegistry} from "../interfaces/IProjectRegistry.sol";
import {MethodologyTerms, Yield} from "../types/Methodology.sol";
import {Project, ProjectRequest} from "../types/Project.sol";

/// @title ProjectRequestLib
/// @notice What a request to register a project must be like.
library ProjectRequestLib {
    /// @notice Reverts unless a project may be asked for like this under its methodology.
    function requireSound(ProjectRequest calldata request, MethodologyTerms memory methodology) internal pure {
        require(
            methodology.yields == Yield.Measurement,
            IProjectRegistry.ProjectMethodologyEarnsNothing(request.methodologyId)
        );
        _requireEdgeLevel(request.edgeLevel, methodology.edgeLevels);
        _requireCountry(request.hostCountry);
        require(
            request.creditingStart < request.creditingEnd,
            IProjectRegistry.ProjectCreditingPeriodEmpty(request.creditingStart, request.creditingEnd)
        );
        require(request.boundary != 0, IProjectRegistry.ProjectBoundaryMissing());
        require(
            (request.programme == 0) == (request.programmeReference == 0),
            IProjectRegistry.ProjectReferenceIncomplete(request.programme, request.programmeReference)
        );
    }

    /// @notice keccak256 of the request by which a project was registered.
    function hashRequest(Project storage project) internal view returns (bytes32) {
        ProjectRequest memory request = ProjectRequest({
            methodologyId: project.methodologyId,
            edgeLevel: project.edgeLevel,
            hostCountry: project.hostCountry,
            creditingStart: project.creditingStart,
            creditingEnd: project.creditingEnd,
            boundary: project.boundary,
            programme: project.programme,
            programmeReference: project.programmeReference
        });
        return keccak256(abi.encode(request));
    }

    function _requireEdgeLevel(uint8 edgeLevel, uint8 edgeLevels) private pure {
        bool allowed = (edgeLevel == 16 && edgeLevels & 1 != 0) || (edgeLevel == 20 && edgeLevels & 2 != 0);
        require(allowed, IProjectRegistry.ProjectEdgeLevelNotAllowed(edgeLevel, edgeLevels));
    }

    function _requireCountry(bytes2 country) private pure {
        bool letters = country[0] >= "A" && country[0] <= "Z" && country[1] >= "A" && country[1] <= "Z";
        require(letters, IProjectRegistry.ProjectHostCountryInvalid(country));
    }
}
