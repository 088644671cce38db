// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProjectRegistry} from "../interfaces/IProjectRegistry.sol";
import {Project} from "../types/Project.sol";
import {ProjectRequestLib} from "./ProjectRequestLib.sol";

/// @title ValidationLib
/// @notice What a verifier signs to activate a project, and what it must be like.
library ValidationLib {
    using ProjectRequestLib for Project;

    bytes32 private constant TYPEHASH = keccak256(
        "Validation(uint64 projectId,address owner,bytes32 request,bytes32 serialsRoot,bytes32 groundRoot,uint64 edgeCells,uint56 areaM2,bytes32 design,uint40 expiry)"
    );

    /// @dev Least and greatest area of a level-20 cell, in m2, a metre to either side of 46.41 and 97.30 (S2 cell
    /// statistics, s2geometry.io).
    uint256 private constant LEAST_CELL_M2 = 45;
    uint256 private constant MOST_CELL_M2 = 99;

    /// @notice The EIP-712 hash of the validation of a project as it is.
    /// @param design The design by which it is validated.
    /// @param expiry Unix seconds.
    function hashStruct(
        Project storage project,
        uint64 projectId,
        bytes32 groundRoot,
        uint64 edgeCells,
        uint56 areaM2,
        bytes32 design,
        uint40 expiry
    ) internal view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    TYPEHASH,
                    projectId,
                    project.owner,
                    project.hashRequest(),
                    project.serialsRoot,
                    groundRoot,
                    edgeCells,
                    areaM2,
                    design,
                    expiry
                )
            );
    }

    /// @notice Reverts unless so many cells of an edge level can have an area, in m2.
    function requireArea(uint56 areaM2, uint256 edgeCells, uint8 edgeLevel) internal pure {
        uint256 finest = edgeLevel == 20 ? edgeCells : edgeCells * 256;
        require(
            areaM2 >= finest * LEAST_CELL_M2 && areaM2 <= finest * MOST_CELL_M2,
            IProjectRegistry.ProjectAreaImplausible(areaM2, finest * LEAST_CELL_M2, finest * MOST_CELL_M2)
        );
    }
}
