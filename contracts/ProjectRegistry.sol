// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IVerifierRegistry} from "./interfaces/IVerifierRegistry.sol";
import {CanonicalTextLib} from "./libraries/CanonicalTextLib.sol";
import {ExternalSerialsLib} from "./libraries/ExternalSerialsLib.sol";
import {MethodologyTerms, Yield} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {Project, ProjectRequest, ProjectStatus, ProjectTerms} from "./types/Project.sol";

/// @title ProjectRegistry
/// @dev Documented in IProjectRegistry.
contract ProjectRegistry is IProjectRegistry, DirectoryPart, AccessManaged, EIP712 {
    using CanonicalTextLib for string;
    using ExternalSerialsLib for mapping(uint64 => ExternalSerialsLib.Interval);

    /* CONSTANTS */

    bytes32 private constant VALIDATION_TYPEHASH = keccak256(
        "Validation(uint64 projectId,uint32 methodologyId,bytes32 boundary,bytes32 groundRoot,uint40 expiry)"
    );

    /// @dev 365.2425 days: the Gregorian calendar has 97 leap years in 400.
    uint40 private constant YEAR = 31_556_952;

    /// @inheritdoc IProjectRegistry
    uint40 public constant IDLE_TIME = 5 * YEAR;

    /// @inheritdoc IProjectRegistry
    uint40 public constant COMPLETION_GRACE = YEAR;

    /// @inheritdoc IProjectRegistry
    IMethodologyRegistry public immutable methodologies;

    /// @inheritdoc IProjectRegistry
    IVerifierRegistry public immutable verifiers;

    /// @inheritdoc IProjectRegistry
    IGroundRegistry public immutable ground;

    /// @inheritdoc IProjectRegistry
    address public immutable oracle;

    /// @inheritdoc IProjectRegistry
    uint40 public immutable draftLifetime;

    /* STORAGE */

    /// @inheritdoc IProjectRegistry
    uint64 public count;

    mapping(uint64 projectId => Project) private _projects;
    mapping(bytes32 referenceHash => uint64 projectId) private _references;
    mapping(bytes32 serialsHash => mapping(uint64 first => ExternalSerialsLib.Interval)) private _externalSerials;

    constructor(
        IDirectory directory,
        uint40 draftLifetime_
    )
        DirectoryPart(directory, Part.ProjectRegistry)
        AccessManaged(directory.addressOf(Part.AccessManager))
        EIP712("Sixfold ProjectRegistry", "1")
    {
        require(draftLifetime_ > 0, ProjectDraftLifetimeMissing());
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        verifiers = IVerifierRegistry(directory.addressOf(Part.VerifierRegistry));
        ground = IGroundRegistry(directory.addressOf(Part.GroundRegistry));
        oracle = directory.addressOf(Part.VerificationOracle);
        draftLifetime = draftLifetime_;
    }

    /* DRAFT */

    /// @inheritdoc IProjectRegistry
    function register(ProjectRequest calldata request) external returns (uint64 projectId) {
        MethodologyTerms memory methodology = methodologies.openMethodology(request.methodologyId);
        require(methodology.yields == Yield.Measurement, ProjectMethodologyEarnsNothing(request.methodologyId));
        _requireEdgeLevel(request.edgeLevel, methodology.edgeLevels);
        _requireCountry(request.hostCountry);
        require(
            request.creditingStart < request.creditingEnd,
            ProjectCreditingPeriodEmpty(request.creditingStart, request.creditingEnd)
        );
        require(request.boundary != 0, ProjectBoundaryMissing());

        projectId = ++count;
        if (bytes(request.programmeReference).length > 0) _takeReference(request.programmeReference, projectId);
        uint40 draftExpiry = uint40(block.timestamp) + draftLifetime;
        _projects[projectId] = Project({
            owner: msg.sender,
            methodologyId: request.methodologyId,
            pool: methodology.pool,
            edgeLevel: request.edgeLevel,
            status: ProjectStatus.Draft,
            hostCountry: request.hostCountry,
            creditingStart: request.creditingStart,
            creditingEnd: request.creditingEnd,
            lastPeriodEnd: 0,
            creditedUntil: 0,
            draftExpiry: draftExpiry,
            boundary: request.boundary,
            programmeReference: request.programmeReference
        });
        emit ProjectRegistered(projectId, msg.sender, request.methodologyId, methodology.pool, request, draftExpiry);

        ground.open(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function claimExternalSerials(
        uint64 projectId,
        string calldata programme,
        string calldata prefix,
        uint64 first,
        uint64 last,
        uint64 hint
    ) external {
        _owned(projectId);
        _draft(projectId);
        programme.requireCanonical();
        prefix.requireCanonical();

        _externalSerials[keccak256(abi.encode(programme, prefix))].claim(hint, first, last, projectId, _isDead);
        emit ExternalSerialsClaimed(projectId, programme, prefix, first, last);
    }

    /// @inheritdoc IProjectRegistry
    function activate(uint64 projectId, address verifier, uint40 expiry, bytes calldata signature) external {
        Project storage project = _draft(projectId);
        address owner = project.owner;
        require(block.timestamp <= expiry, ProjectValidationExpired(expiry, block.timestamp));
        _requireRecent(project, methodologies.openMethodology(project.methodologyId).retroactivity);
        verifiers.requireEligible(verifier, project.pool, owner);
        (bytes32 groundRoot, uint64 edgeCells, , ) = ground.groundOf(projectId);
        require(edgeCells > 0, ProjectGroundEmpty(projectId));
        bytes32 digest = _hashValidation(projectId, project, groundRoot, expiry);
        require(
            SignatureChecker.isValidSignatureNow(verifier, digest, signature),
            ProjectValidationInvalid(verifier, digest)
        );

        project.status = ProjectStatus.Active;
        emit ProjectActivated(projectId, verifier, groundRoot, edgeCells);

        ground.seal(projectId, owner);
    }

    /// @inheritdoc IProjectRegistry
    function prolongDraft(uint64 projectId) external {
        require(msg.sender == address(ground), ProjectNotGround(msg.sender));
        uint40 draftExpiry = uint40(block.timestamp) + draftLifetime;
        _draft(projectId).draftExpiry = draftExpiry;
        emit ProjectDraftProlonged(projectId, draftExpiry);
    }

    /* ACTIVE */

    /// @inheritdoc IProjectRegistry
    function complete(uint64 projectId) external {
        Project storage project = _known(projectId);
        require(
            project.owner == msg.sender || block.timestamp >= uint256(project.creditingEnd) + COMPLETION_GRACE,
            ProjectNotOwner(projectId, msg.sender)
        );
        require(project.status == ProjectStatus.Active, ProjectStatusMismatch(projectId, project.status));

        project.status = ProjectStatus.Completed;
        emit ProjectCompleted(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function withdraw(uint64 projectId) external {
        Project storage project = _owned(projectId);
        require(
            project.status == ProjectStatus.Draft || project.status == ProjectStatus.Active,
            ProjectStatusMismatch(projectId, project.status)
        );

        project.status = ProjectStatus.Withdrawn;
        emit ProjectWithdrawn(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function lapse(uint64 projectId) external {
        uint40 time = lapsesAt(projectId);
        require(block.timestamp >= time, ProjectNotLapsed(projectId, time));

        _projects[projectId].status = ProjectStatus.Withdrawn;
        emit ProjectLapsed(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function revoke(uint64 projectId) external restricted {
        Project storage project = _known(projectId);
        require(project.status == ProjectStatus.Active, ProjectStatusMismatch(projectId, project.status));
        require(project.creditedUntil == 0, ProjectCredited(projectId, project.creditedUntil));

        project.status = ProjectStatus.Withdrawn;
        emit ProjectRevoked(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function recordPeriod(uint64 projectId, uint40 periodStart, uint40 periodEnd, bool credited) external {
        require(msg.sender == oracle, ProjectNotOracle(msg.sender));
        Project storage project = _known(projectId);
        require(project.status == ProjectStatus.Active, ProjectStatusMismatch(projectId, project.status));
        require(periodStart < periodEnd, ProjectPeriodEmpty(periodStart, periodEnd));
        require(
            periodStart >= project.lastPeriodEnd,
            ProjectPeriodOverlap(projectId, periodStart, project.lastPeriodEnd)
        );
        require(
            periodStart >= project.creditingStart && periodEnd <= project.creditingEnd,
            ProjectPeriodOutsideCrediting(periodStart, periodEnd, project.creditingStart, project.creditingEnd)
        );
        require(periodEnd <= block.timestamp, ProjectPeriodNotOver(periodEnd, block.timestamp));

        project.lastPeriodEnd = periodEnd;
        if (credited) project.creditedUntil = periodEnd;
        emit PeriodRecorded(projectId, periodStart, periodEnd, credited);
    }

    /* VIEWS */

    /// @inheritdoc IProjectRegistry
    function get(uint64 projectId) external view returns (Project memory) {
        return _known(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function terms(uint64 projectId) external view returns (ProjectTerms memory) {
        Project storage project = _known(projectId);
        return
            ProjectTerms({
                owner: project.owner,
                methodologyId: project.methodologyId,
                pool: project.pool,
                edgeLevel: project.edgeLevel,
                status: project.status,
                hostCountry: project.hostCountry,
                creditingStart: project.creditingStart,
                creditingEnd: project.creditingEnd,
                lastPeriodEnd: project.lastPeriodEnd,
                creditedUntil: project.creditedUntil,
                draftExpiry: project.draftExpiry
            });
    }

    /// @inheritdoc IProjectRegistry
    function monitoringEnd(uint64 projectId) external view returns (uint40) {
        return _monitoringEnd(_known(projectId));
    }

    /// @inheritdoc IProjectRegistry
    function groundReleasableAt(uint64 projectId) external view returns (uint40) {
        Project storage project = _known(projectId);
        if (project.status == ProjectStatus.Draft) return project.draftExpiry;
        if (project.status == ProjectStatus.Active) return type(uint40).max;
        return _monitoringEnd(project);
    }

    /// @inheritdoc IProjectRegistry
    function lapsesAt(uint64 projectId) public view returns (uint40) {
        Project storage project = _known(projectId);
        if (project.status == ProjectStatus.Draft) return project.draftExpiry;
        require(project.status == ProjectStatus.Active, ProjectStatusMismatch(projectId, project.status));
        if (project.creditedUntil > 0) return type(uint40).max;
        uint256 idleSince = Math.max(Math.max(project.draftExpiry, project.creditingStart), project.lastPeriodEnd);
        return uint40(Math.min(idleSince + IDLE_TIME, type(uint40).max));
    }

    /// @inheritdoc IProjectRegistry
    function hashValidation(uint64 projectId, uint40 expiry) external view returns (bytes32) {
        (bytes32 groundRoot, , , ) = ground.groundOf(projectId);
        return _hashValidation(projectId, _known(projectId), groundRoot, expiry);
    }

    /// @inheritdoc IProjectRegistry
    function projectOfReference(string calldata programmeReference) external view returns (uint64) {
        uint64 projectId = _references[keccak256(bytes(programmeReference))];
        return _isDead(projectId) ? 0 : projectId;
    }

    /* INTERNAL */

    function _known(uint64 projectId) private view returns (Project storage project) {
        project = _projects[projectId];
        require(project.status != ProjectStatus.None, ProjectUnknown(projectId));
    }

    function _owned(uint64 projectId) private view returns (Project storage project) {
        project = _known(projectId);
        require(project.owner == msg.sender, ProjectNotOwner(projectId, msg.sender));
    }

    function _draft(uint64 projectId) private view returns (Project storage project) {
        project = _known(projectId);
        require(project.status == ProjectStatus.Draft, ProjectStatusMismatch(projectId, project.status));
        require(block.timestamp < project.draftExpiry, ProjectDraftLapsed(projectId, project.draftExpiry));
    }

    /// @dev A project that can not have earned and never will: its exclusive claims are free.
    function _isDead(uint64 projectId) private view returns (bool) {
        Project storage project = _projects[projectId];
        if (project.status == ProjectStatus.Draft) return block.timestamp >= project.draftExpiry;
        return project.status == ProjectStatus.Withdrawn && project.creditedUntil == 0;
    }

    function _takeReference(string calldata programmeReference, uint64 projectId) private {
        programmeReference.requireCanonical();
        bytes32 referenceHash = keccak256(bytes(programmeReference));
        uint64 holder = _references[referenceHash];
        require(holder == 0 || _isDead(holder), ProjectReferenceTaken(programmeReference, holder));
        _references[referenceHash] = projectId;
    }

    function _monitoringEnd(Project storage project) private view returns (uint40) {
        uint40 creditedUntil = project.creditedUntil;
        if (creditedUntil == 0) return 0;
        MethodologyTerms memory methodology = methodologies.terms(project.methodologyId);
        // Overflow is not possible: periods end in the past and years are at most 1000, so well below 2^40 seconds.
        return methodology.reversible ? creditedUntil + methodology.monitoringYears * YEAR : creditedUntil;
    }

    function _hashValidation(
        uint64 projectId,
        Project storage project,
        bytes32 groundRoot,
        uint40 expiry
    ) private view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(
                        VALIDATION_TYPEHASH,
                        projectId,
                        project.methodologyId,
                        project.boundary,
                        groundRoot,
                        expiry
                    )
                )
            );
    }

    function _requireEdgeLevel(uint8 edgeLevel, uint8 edgeLevels) private pure {
        bool allowed = (edgeLevel == 16 && edgeLevels & 1 != 0) || (edgeLevel == 20 && edgeLevels & 2 != 0);
        require(allowed, ProjectEdgeLevelNotAllowed(edgeLevel, edgeLevels));
    }

    /// @dev A past that was known when the project began could be picked for what it showed.
    function _requireRecent(Project storage project, uint32 retroactivity) private view {
        uint40 creditingStart = project.creditingStart;
        require(
            uint256(creditingStart) + retroactivity >= block.timestamp,
            ProjectCreditingTooEarly(creditingStart, retroactivity, block.timestamp)
        );
    }

    function _requireCountry(bytes2 country) private pure {
        bool letters = country[0] >= "A" && country[0] <= "Z" && country[1] >= "A" && country[1] <= "Z";
        require(letters, ProjectHostCountryInvalid(country));
    }
}
