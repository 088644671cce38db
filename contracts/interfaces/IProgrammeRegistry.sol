// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SerialsClaim} from "../types/ExternalSerials.sol";

/// @title IProgrammeRegistry
/// @notice Other programmes, and what of theirs each project has taken over: its reference there, and serials of units.
/// @dev References and serials are numbers under a programme's id, so that each has one spelling. How a programme's own
/// writing is read as numbers is fixed by a published document when it is admitted.
///
/// They are taken when a project becomes active: a draft takes nothing from anybody. A project holds them unless it
/// ended without ever having been credited; what was credited never returns.
///
/// Assumptions:
/// - the access manager lets only the governor's role call the restricted function;
/// - verifiers check that what a project takes over is its own, and cancelled there: the chain can not see it.
interface IProgrammeRegistry {
    /// @notice A programme became known.
    event ProgrammeAdmitted(uint32 indexed programme, string name, bytes32 reading);

    /// @notice A project took its reference in a programme.
    event ReferenceTaken(uint64 indexed projectId, uint32 indexed programme, uint64 indexed number);

    /// @notice A project took serials of a programme, first to last, both included.
    event SerialsTaken(
        uint64 indexed projectId,
        uint32 indexed programme,
        uint64 indexed series,
        uint64 first,
        uint64 last
    );

    /// @notice No programme has this id.
    error ProgrammeUnknown(uint32 programme);

    /// @notice A programme has this name already.
    error ProgrammeKnown(string name, uint32 programme);

    /// @notice The digest of the document by which the programme's writing is read is zero.
    error ProgrammeReadingMissing();

    /// @notice The reference is held by another project.
    error ProgrammeReferenceTaken(uint32 programme, uint64 number, uint64 projectId);

    /// @notice The caller is not the project registry.
    error ProgrammeNotProjects(address caller);

    /// @notice Makes a programme known. Restricted.
    /// @param name Canonical text (see `CanonicalTextLib`), of no other programme.
    /// @param reading sha2-256 digest of the document by which its references and serials are read as numbers.
    /// @return programme The new id, counted from 1.
    function admit(string calldata name, bytes32 reading) external returns (uint32 programme);

    /// @notice Takes a project's reference. Project registry only.
    function takeReference(uint64 projectId, uint32 programme, uint64 number) external;

    /// @notice Takes serials for a project. Project registry only.
    function takeSerials(uint64 projectId, SerialsClaim[] calldata claims) external;

    /// @notice Reverts unless the programme is known.
    function requireKnown(uint32 programme) external view;

    /// @notice The project that holds a reference, or 0.
    function projectOfReference(uint32 programme, uint64 number) external view returns (uint64);

    /// @notice A programme's name, and the digest of the document by which its writing is read.
    function programmeOf(uint32 programme) external view returns (string memory name, bytes32 reading);

    /// @notice How many programmes are known: the highest id.
    function count() external view returns (uint32);
}
