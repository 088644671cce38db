// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDeveloperRegistry} from "./interfaces/IDeveloperRegistry.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IProgrammeRegistry} from "./interfaces/IProgrammeRegistry.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {IVerifierRegistry} from "./interfaces/IVerifierRegistry.sol";
import {DesignLib} from "./libraries/DesignLib.sol";
import {EndingsLib} from "./libraries/EndingsLib.sol";
import {ExternalSerialsLib} from "./libraries/ExternalSerialsLib.sol";
import {ProjectRequestLib} from "./libraries/ProjectRequestLib.sol";
import {ProjectTimesLib} from "./libraries/ProjectTimesLib.sol";
import {ValidationLib} from "./libraries/ValidationLib.sol";
import {Ending} from "./types/Ending.sol";
import {ExternalSerials, SerialsClaim} from "./types/ExternalSerials.sol";
import {MethodologyTerms} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {Design, Project, ProjectRequest, ProjectStatus, ProjectTerms, Validation} from "./types/Project.sol";

/// @title ProjectRegistry
/// @dev Documented in IProjectRegistry.
contract ProjectRegistry is IProjectRegistry, DirectoryPart, AccessManaged, EIP712 {
    using DesignLib for Design[];
    using EndingsLib for mapping(uint64 => Ending);
    using ExternalSerialsLib for ExternalSerials;
    using ProjectRequestLib for ProjectRequest;
    using ProjectTimesLib for Project;
    using ValidationLib for Project;

    /* CONSTANTS */

    /// @inheritdoc IProjectRegistry
    uint40 public constant IDLE_TIME = ProjectTimesLib.IDLE_TIME;

    /// @inheritdoc IProjectRegistry
    uint40 public constant COMPLETION_GRACE = ProjectTimesLib.YEAR;

    /// @inheritdoc IProjectRegistry
    uint40 public constant ENDING_LIFETIME = 30 days;

    /// @inheritdoc IProjectRegistry
    IMethodologyRegistry public immutable methodologies;

    /// @inheritdoc IProjectRegistry
    IVerifierRegistry public immutable verifiers;

    /// @inheritdoc IProjectRegistry
    IDeveloperRegistry public immutable developers;

    /// @inheritdoc IProjectRegistry
    IProgrammeRegistry public immutable programmes;

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
    mapping(uint64 projectId => Design[]) private _designs;
    mapping(uint64 projectId => Ending) private _endings;

    /// @inheritdoc IProjectRegistry
    mapping(uint64 projectId => address) public offeredTo;

    constructor(
        IDirectory directory,
        uint40 draftLifetime_
    )
        DirectoryPart(directory, Part.ProjectRegistry)
        AccessManaged(directory.addressOf(Part.AccessManager))
        EIP712("Sixfold ProjectRegistry", "2")
    {
        require(draftLifetime_ > 0, ProjectDraftLifetimeMissing());
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        verifiers = IVerifierRegistry(directory.addressOf(Part.VerifierRegistry));
        developers = IDeveloperRegistry(directory.addressOf(Part.DeveloperRegistry));
        programmes = IProgrammeRegistry(directory.addressOf(Part.ProgrammeRegistry));
        ground = IGroundRegistry(directory.addressOf(Part.GroundRegistry));
        oracle = directory.addressOf(Part.VerificationOracle);
        draftLifetime = draftLifetime_;
    }

    /* DRAFT */

    /// @inheritdoc IProjectRegistry
    function register(ProjectRequest calldata request) external returns (uint64 projectId) {
        MethodologyTerms memory methodology = methodologies.openMethodology(request.methodologyId);
        request.requireSound(methodology);
        if (request.programme != 0) programmes.requireKnown(request.programme);

        projectId = ++count;
        uint24 developer = developers.requireDeveloper(msg.sender);
        uint40 draftExpiry = uint40(block.timestamp) + draftLifetime;
        _projects[projectId] = Project({
            owner: msg.sender,
            methodologyId: request.methodologyId,
            pool: methodology.pool,
            edgeLevel: request.edgeLevel,
            status: ProjectStatus.Draft,
            hostCountry: request.hostCountry,
            developer: developer,
            creditingStart: request.creditingStart,
            creditingEnd: request.creditingEnd,
            lastPeriodEnd: 0,
            creditedUntil: 0,
            draftExpiry: draftExpiry,
            areaM2: 0,
            boundary: request.boundary,
            serialsRoot: 0,
            programme: request.programme,
            programmeReference: request.programmeReference
        });
        emit ProjectRegistered(
            projectId,
            msg.sender,
            developer,
            request.methodologyId,
            methodology.pool,
            request,
            draftExpiry
        );

        ground.open(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function stateSerials(uint64 projectId, ExternalSerials calldata serials) external {
        _owned(projectId);
        Project storage project = _draft(projectId);
        programmes.requireKnown(serials.programme);
        serials.requireNotEmpty();

        project.serialsRoot = serials.chain(project.serialsRoot);
        emit ExternalSerialsStated(projectId, serials);
    }

    /// @inheritdoc IProjectRegistry
    function commitDesign(uint64 projectId, bytes32 digest) external {
        ProjectStatus status = _owned(projectId).status;
        require(
            status == ProjectStatus.Draft || status == ProjectStatus.Active,
            ProjectStatusMismatch(projectId, status)
        );
        require(digest != 0, ProjectDesignMissing(projectId));
        // A draft has one design, which its validation is of; from then on each is kept.
        Design[] storage committed = _designs[projectId];
        if (status == ProjectStatus.Draft && committed.length > 0) committed.pop();
        committed.push(Design({digest: digest, committedAt: uint40(block.timestamp)}));
        emit DesignCommitted(projectId, digest, uint40(block.timestamp));
    }

    /// @inheritdoc IProjectRegistry
    function activate(uint64 projectId, Validation calldata validation, SerialsClaim[] calldata claims) external {
        Project storage project = _draft(projectId);
        _requireRecent(project, methodologies.openMethodology(project.methodologyId).retroactivity);
        bytes32 design = _designs[projectId].inForce(0);
        require(design != 0, ProjectDesignMissing(projectId));
        (bytes32 groundRoot, uint64 edgeCells, , ) = ground.groundOf(projectId);
        require(edgeCells > 0, ProjectGroundEmpty(projectId));
        ValidationLib.requireArea(validation.areaM2, edgeCells, project.edgeLevel);
        _requireValidated(projectId, project, validation, groundRoot, edgeCells, design);
        _requireStated(projectId, project.serialsRoot, claims);

        project.status = ProjectStatus.Active;
        project.areaM2 = validation.areaM2;
        emit ProjectActivated(projectId, validation.verifier, groundRoot, edgeCells, validation.areaM2, design);

        if (project.programme != 0) programmes.takeReference(projectId, project.programme, project.programmeReference);
        if (claims.length > 0) programmes.takeSerials(projectId, claims);
        ground.seal(projectId, project.owner);
    }

    /// @inheritdoc IProjectRegistry
    function prolongDraft(uint64 projectId) external {
        require(msg.sender == address(ground), ProjectNotGround(msg.sender));
        uint40 draftExpiry = uint40(block.timestamp) + draftLifetime;
        _draft(projectId).draftExpiry = draftExpiry;
        emit ProjectDraftProlonged(projectId, draftExpiry);
    }

    /* OWNER */

    /// @inheritdoc IProjectRegistry
    function offer(uint64 projectId, address to) external {
        _owned(projectId);
        offeredTo[projectId] = to;
        emit ProjectOffered(projectId, to);
    }

    /// @inheritdoc IProjectRegistry
    function accept(uint64 projectId) external {
        require(msg.sender == offeredTo[projectId], ProjectNotOffered(projectId, msg.sender));
        uint24 developer = developers.requireDeveloper(msg.sender);

        delete offeredTo[projectId];
        Project storage project = _projects[projectId];
        (project.owner, project.developer) = (msg.sender, developer);
        emit ProjectAccepted(projectId, msg.sender, developer);
    }

    /* ACTIVE */

    /// @inheritdoc IProjectRegistry
    function announceEnding(uint64 projectId, ProjectStatus ending) external {
        Project storage project = _known(projectId);
        _requireEnder(projectId, project, ending);
        require(project.status == ProjectStatus.Active, ProjectStatusMismatch(projectId, project.status));
        uint32 notice = methodologies.terms(project.methodologyId).challengeWindow;
        _endings.announce(projectId, ending, notice, ENDING_LIFETIME);
    }

    /// @inheritdoc IProjectRegistry
    function complete(uint64 projectId) external {
        Project storage project = _known(projectId);
        _requireEnder(projectId, project, ProjectStatus.Completed);
        _end(projectId, project, ProjectStatus.Completed);
        emit ProjectCompleted(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function withdraw(uint64 projectId) external {
        Project storage project = _owned(projectId);
        // A draft has earned nothing that it could leave behind.
        if (project.status == ProjectStatus.Draft) project.status = ProjectStatus.Withdrawn;
        else _end(projectId, project, ProjectStatus.Withdrawn);
        emit ProjectWithdrawn(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function lapse(uint64 projectId) external {
        uint40 time = lapsesAt(projectId);
        require(block.timestamp >= time, ProjectNotLapsed(projectId, time));
        _requireDecided(projectId);

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
        uint40 next = project.lastPeriodEnd == 0 ? project.creditingStart : project.lastPeriodEnd;
        require(periodStart == next, ProjectPeriodNotNext(projectId, periodStart, next));
        require(
            periodEnd <= project.creditingEnd,
            ProjectPeriodOutsideCrediting(periodStart, periodEnd, project.creditingStart, project.creditingEnd)
        );
        require(periodEnd <= block.timestamp, ProjectPeriodNotOver(periodEnd, block.timestamp));

        project.lastPeriodEnd = periodEnd;
        if (credited) project.creditedUntil = periodEnd;
        emit PeriodRecorded(projectId, periodStart, periodEnd, credited);
    }

    /// @inheritdoc IProjectRegistry
    function takeBackPeriod(uint64 projectId, uint40 periodStart, uint40 creditedUntil) external {
        require(msg.sender == oracle, ProjectNotOracle(msg.sender));
        Project storage project = _known(projectId);

        uint40 lastPeriodEnd = periodStart == project.creditingStart ? 0 : periodStart;
        project.lastPeriodEnd = lastPeriodEnd;
        project.creditedUntil = creditedUntil;
        emit PeriodTakenBack(projectId, lastPeriodEnd, creditedUntil);
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
                developer: project.developer,
                creditingStart: project.creditingStart,
                creditingEnd: project.creditingEnd,
                lastPeriodEnd: project.lastPeriodEnd,
                creditedUntil: project.creditedUntil,
                draftExpiry: project.draftExpiry,
                areaM2: project.areaM2
            });
    }

    /// @inheritdoc IProjectRegistry
    function designs(uint64 projectId) external view returns (Design[] memory) {
        return _designs[projectId];
    }

    /// @inheritdoc IProjectRegistry
    function designAt(uint64 projectId, uint40 periodStart) external view returns (bytes32) {
        return _designs[projectId].inForce(periodStart);
    }

    /// @inheritdoc IProjectRegistry
    function endingOf(uint64 projectId) external view returns (Ending memory) {
        return _endings[projectId];
    }

    /// @inheritdoc IProjectRegistry
    function monitoringEnd(uint64 projectId) external view returns (uint40) {
        Project storage project = _known(projectId);
        return project.monitoringEnd(methodologies.terms(project.methodologyId));
    }

    /// @inheritdoc IProjectRegistry
    function groundReleasableAt(uint64 projectId) external view returns (uint40) {
        Project storage project = _known(projectId);
        return project.groundReleasableAt(methodologies.terms(project.methodologyId));
    }

    /// @inheritdoc IProjectRegistry
    function lapsesAt(uint64 projectId) public view returns (uint40) {
        return _known(projectId).lapsesAt(projectId);
    }

    /// @inheritdoc IProjectRegistry
    function hashValidation(uint64 projectId, uint56 areaM2, uint40 expiry) external view returns (bytes32) {
        (bytes32 groundRoot, uint64 edgeCells, , ) = ground.groundOf(projectId);
        bytes32 design = _designs[projectId].inForce(0);
        return _hashTypedDataV4(_known(projectId).hashStruct(projectId, groundRoot, edgeCells, areaM2, design, expiry));
    }

    /// @inheritdoc IProjectRegistry
    function neverCredited(uint64 projectId) external view returns (bool) {
        Project storage project = _projects[projectId];
        return project.status == ProjectStatus.Withdrawn && project.creditedUntil == 0;
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

    /// @dev The owner; and anyone completes what its owner abandoned.
    function _requireEnder(uint64 projectId, Project storage project, ProjectStatus ending) private view {
        bool abandoned = block.timestamp >= uint256(project.creditingEnd) + COMPLETION_GRACE;
        require(
            project.owner == msg.sender || (ending == ProjectStatus.Completed && abandoned),
            ProjectNotOwner(projectId, msg.sender)
        );
    }

    function _end(uint64 projectId, Project storage project, ProjectStatus ending) private {
        require(project.status == ProjectStatus.Active, ProjectStatusMismatch(projectId, project.status));
        _endings.requireDue(projectId, ending);
        _requireDecided(projectId);

        project.status = ending;
    }

    /// @dev Nobody ends a project while a report of it may still be struck.
    function _requireDecided(uint64 projectId) private view {
        require(!IVerificationOracle(oracle).isUndecided(projectId), ProjectReportUndecided(projectId));
    }

    function _requireValidated(
        uint64 projectId,
        Project storage project,
        Validation calldata validation,
        bytes32 groundRoot,
        uint64 edgeCells,
        bytes32 design
    ) private view {
        (address verifier, uint40 expiry) = (validation.verifier, validation.expiry);
        require(block.timestamp <= expiry, ProjectValidationExpired(expiry, block.timestamp));
        verifiers.requireEligible(verifier, project.pool, project.developer);
        bytes32 digest = _hashTypedDataV4(
            project.hashStruct(projectId, groundRoot, edgeCells, validation.areaM2, design, expiry)
        );
        require(
            SignatureChecker.isValidSignatureNow(verifier, digest, validation.signature),
            ProjectValidationInvalid(verifier, digest)
        );
    }

    /// @dev What is taken is what was stated, in the same order.
    function _requireStated(uint64 projectId, bytes32 stated, SerialsClaim[] calldata claims) private pure {
        bytes32 root = 0;
        for (uint256 i = 0; i < claims.length; ++i) root = claims[i].serials.chain(root);
        require(root == stated, ProjectSerialsMismatch(projectId, root, stated));
    }

    /// @dev A past that was known when the project began could be picked for what it showed.
    function _requireRecent(Project storage project, uint32 retroactivity) private view {
        uint40 creditingStart = project.creditingStart;
        require(
            uint256(creditingStart) + retroactivity >= block.timestamp,
            ProjectCreditingTooEarly(creditingStart, retroactivity, block.timestamp)
        );
    }
}
