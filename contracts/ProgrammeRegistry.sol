// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IProgrammeRegistry} from "./interfaces/IProgrammeRegistry.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {CanonicalTextLib} from "./libraries/CanonicalTextLib.sol";
import {ExternalSerialsLib} from "./libraries/ExternalSerialsLib.sol";
import {ExternalSerials, SerialsClaim} from "./types/ExternalSerials.sol";
import {Part} from "./types/Part.sol";

/// @title ProgrammeRegistry
/// @dev Documented in IProgrammeRegistry.
contract ProgrammeRegistry is IProgrammeRegistry, DirectoryPart, AccessManaged {
    using CanonicalTextLib for string;
    using ExternalSerialsLib for mapping(uint64 => ExternalSerialsLib.Interval);

    /* STORAGE */

    struct Programme {
        string name;
        bytes32 reading;
    }

    IProjectRegistry private immutable _projects;

    /// @inheritdoc IProgrammeRegistry
    uint32 public count;

    mapping(uint32 programme => Programme) private _programmes;
    mapping(bytes32 nameHash => uint32 programme) private _named;
    mapping(uint32 programme => mapping(uint64 number => uint64 projectId)) private _references;
    mapping(uint32 programme => mapping(uint64 series => mapping(uint64 first => ExternalSerialsLib.Interval)))
        private _serials;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.ProgrammeRegistry) AccessManaged(directory.addressOf(Part.AccessManager)) {
        _projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
    }

    modifier onlyProjects() {
        require(msg.sender == address(_projects), ProgrammeNotProjects(msg.sender));
        _;
    }

    /* GOVERNED */

    /// @inheritdoc IProgrammeRegistry
    function admit(string calldata name, bytes32 reading) external restricted returns (uint32 programme) {
        name.requireCanonical();
        require(reading != 0, ProgrammeReadingMissing());
        bytes32 nameHash = keccak256(bytes(name));
        uint32 known = _named[nameHash];
        require(known == 0, ProgrammeKnown(name, known));

        programme = ++count;
        _named[nameHash] = programme;
        _programmes[programme] = Programme({name: name, reading: reading});
        emit ProgrammeAdmitted(programme, name, reading);
    }

    /* PROJECTS */

    /// @inheritdoc IProgrammeRegistry
    function takeReference(uint64 projectId, uint32 programme, uint64 number) external onlyProjects {
        uint64 holder = projectOfReference(programme, number);
        require(holder == 0, ProgrammeReferenceTaken(programme, number, holder));

        _references[programme][number] = projectId;
        emit ReferenceTaken(projectId, programme, number);
    }

    /// @inheritdoc IProgrammeRegistry
    function takeSerials(uint64 projectId, SerialsClaim[] calldata claims) external onlyProjects {
        for (uint256 i = 0; i < claims.length; ++i) {
            ExternalSerials calldata serials = claims[i].serials;
            _serials[serials.programme][serials.series].claim(
                claims[i].hint,
                serials.first,
                serials.last,
                projectId,
                _isFreed
            );
            emit SerialsTaken(projectId, serials.programme, serials.series, serials.first, serials.last);
        }
    }

    /* VIEWS */

    /// @inheritdoc IProgrammeRegistry
    function requireKnown(uint32 programme) public view {
        require(programme != 0 && programme <= count, ProgrammeUnknown(programme));
    }

    /// @inheritdoc IProgrammeRegistry
    function projectOfReference(uint32 programme, uint64 number) public view returns (uint64) {
        uint64 projectId = _references[programme][number];
        return projectId == 0 || _isFreed(projectId) ? 0 : projectId;
    }

    /// @inheritdoc IProgrammeRegistry
    function programmeOf(uint32 programme) external view returns (string memory name, bytes32 reading) {
        requireKnown(programme);
        Programme storage known = _programmes[programme];
        return (known.name, known.reading);
    }

    /* INTERNAL */

    /// @dev What such a project held is free for the next.
    function _isFreed(uint64 projectId) private view returns (bool) {
        return _projects.neverCredited(projectId);
    }
}
