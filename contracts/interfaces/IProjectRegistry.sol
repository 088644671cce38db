// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ending} from "../types/Ending.sol";
import {ExternalSerials, SerialsClaim} from "../types/ExternalSerials.sol";
import {Design, Project, ProjectRequest, ProjectStatus, ProjectTerms, Validation} from "../types/Project.sol";
import {Pool} from "../types/Pool.sol";
import {IDeveloperRegistry} from "./IDeveloperRegistry.sol";
import {IGroundRegistry} from "./IGroundRegistry.sol";
import {IMethodologyRegistry} from "./IMethodologyRegistry.sol";
import {IProgrammeRegistry} from "./IProgrammeRegistry.sol";
import {IVerifierRegistry} from "./IVerifierRegistry.sol";

/// @title IProjectRegistry
/// @notice Projects from draft to end, and the periods that were accepted for them.
/// @dev A project is a draft until an accredited verifier's validation signature over its boundary, ground and
/// methodology activates it; then it earns period by period until its owner completes or withdraws it. A draft that is
/// not active by its expiry has lapsed, whether or not anyone called `lapse`. So does an active project that was never
/// credited and had no period accepted for `IDLE_TIME`: a false validation holds no ground for ever. Until it is
/// credited the governor may revoke it, with the manager's delay. After its crediting period and a grace anyone may
/// complete it.
///
/// No bad report is escaped. An active project ends only after its ending was announced for as long as its methodology's
/// challenge window, in which reports are still accepted, and not while a report of it may still be struck. An
/// announcement lapses, so that nobody keeps one ready.
///
/// L4 lives here: accepted periods of a project are ascending, disjoint and inside its crediting period.
///
/// A project's owner is an account of a developer (see `IDeveloperRegistry`), and is changed in two steps: it offers the
/// project, and an account of the same or another developer accepts it. What the registry holds by owner, such as a
/// bond that was paid out, does not move.
///
/// What a project takes over from another programme is stated as a draft, and taken by its activation (see
/// `IProgrammeRegistry`).
///
/// Assumptions:
/// - the methodology registry never changes an active methodology.
///
/// Warning: a project's owner receives its credits. An owner whose key is lost can offer it to nobody.
/// Warning: the boundary is a digest; that the claimed ground covers it is checked by verifier and operators.
interface IProjectRegistry {
    /// @notice A project was registered as a draft.
    event ProjectRegistered(
        uint64 indexed projectId,
        address indexed owner,
        uint24 developer,
        uint32 indexed methodologyId,
        Pool pool,
        ProjectRequest request,
        uint40 draftExpiry
    );

    /// @notice An owner committed to a project's design: for all periods as a draft, else for those that start later.
    event DesignCommitted(uint64 indexed projectId, bytes32 digest, uint40 committedAt);

    /// @notice A verifier's validation activated a project with its first design, and sealed its ground.
    event ProjectActivated(
        uint64 indexed projectId,
        address indexed verifier,
        bytes32 groundRoot,
        uint64 edgeCells,
        uint56 areaM2,
        bytes32 design
    );

    /// @notice An active project is to end: completed or withdrawn, no earlier than `from` and before `until`.
    event ProjectEndingAnnounced(uint64 indexed projectId, ProjectStatus ending, uint40 from, uint40 until);

    /// @notice A project ended as planned: it earns no more.
    event ProjectCompleted(uint64 indexed projectId);

    /// @notice A project, or draft, was given up by its owner.
    event ProjectWithdrawn(uint64 indexed projectId);

    /// @notice A draft past its expiry, or a project idle for too long, was marked withdrawn.
    event ProjectLapsed(uint64 indexed projectId);

    /// @notice A draft lives longer, until its new expiry.
    event ProjectDraftProlonged(uint64 indexed projectId, uint40 draftExpiry);

    /// @notice A project that was never credited was ended by the governor.
    event ProjectRevoked(uint64 indexed projectId);

    /// @notice A period was accepted for a project, and whether it was worth anything.
    event PeriodRecorded(uint64 indexed projectId, uint40 periodStart, uint40 periodEnd, bool credited);

    /// @notice The last accepted period counts no more; the one before it is the last again, 0 for none.
    event PeriodTakenBack(uint64 indexed projectId, uint40 lastPeriodEnd, uint40 creditedUntil);

    /// @notice A draft stated serials of another programme, to be taken by its activation.
    event ExternalSerialsStated(uint64 indexed projectId, ExternalSerials serials);

    /// @notice An owner offered its project to an account; the zero address takes an offer back.
    event ProjectOffered(uint64 indexed projectId, address indexed to);

    /// @notice The account that a project was offered to became its owner, for a developer.
    event ProjectAccepted(uint64 indexed projectId, address indexed owner, uint24 indexed developer);

    /// @notice No project has this id.
    error ProjectUnknown(uint64 projectId);

    /// @notice The caller is not the project's owner.
    error ProjectNotOwner(uint64 projectId, address caller);

    /// @notice The project's status does not allow this.
    error ProjectStatusMismatch(uint64 projectId, ProjectStatus status);

    /// @notice The draft has lapsed.
    error ProjectDraftLapsed(uint64 projectId, uint40 draftExpiry);

    /// @notice The project has not lapsed yet; `type(uint40).max` for never.
    error ProjectNotLapsed(uint64 projectId, uint40 lapsesAt);

    /// @notice The project was credited, so that it can not be revoked.
    error ProjectCredited(uint64 projectId, uint40 creditedUntil);

    /// @notice The caller is not the ground registry.
    error ProjectNotGround(address caller);

    /// @notice The methodology does not allow the edge level.
    error ProjectEdgeLevelNotAllowed(uint8 edgeLevel, uint8 edgeLevels);

    /// @notice The host country is not two uppercase letters.
    error ProjectHostCountryInvalid(bytes2 hostCountry);

    /// @notice The crediting period is empty.
    error ProjectCreditingPeriodEmpty(uint40 creditingStart, uint40 creditingEnd);

    /// @notice The methodology does not measure: nothing could ever be credited.
    error ProjectMethodologyEarnsNothing(uint32 methodologyId);

    /// @notice The crediting period starts longer before the activation than the methodology allows, in seconds.
    error ProjectCreditingTooEarly(uint40 creditingStart, uint32 retroactivity, uint256 timestamp);

    /// @notice The boundary digest is zero.
    error ProjectBoundaryMissing();

    /// @notice A programme and a reference in it are given together or not at all.
    error ProjectReferenceIncomplete(uint32 programme, uint64 programmeReference);

    /// @notice The serials, in this order, are not those that the draft stated.
    error ProjectSerialsMismatch(uint64 projectId, bytes32 root, bytes32 stated);

    /// @notice The project is not offered to the caller.
    error ProjectNotOffered(uint64 projectId, address caller);

    /// @notice The draft has claimed no ground.
    error ProjectGroundEmpty(uint64 projectId);

    /// @notice The project's owner has committed to no design.
    error ProjectDesignMissing(uint64 projectId);

    /// @notice So many cells do not have this area, in m2.
    error ProjectAreaImplausible(uint56 areaM2, uint256 least, uint256 most);

    /// @notice The validation has expired.
    error ProjectValidationExpired(uint40 expiry, uint256 timestamp);

    /// @notice The signature is not the verifier's over this validation.
    error ProjectValidationInvalid(address verifier, bytes32 digest);

    /// @notice The period is empty.
    error ProjectPeriodEmpty(uint40 periodStart, uint40 periodEnd);

    /// @notice The period does not start where the last accepted one ended, or the first at the crediting start.
    error ProjectPeriodNotNext(uint64 projectId, uint40 periodStart, uint40 expected);

    /// @notice The project's latest report is disputed, or may still be.
    error ProjectReportUndecided(uint64 projectId);

    /// @notice No project ends in this status: it is completed or withdrawn.
    error ProjectEndingInvalid(uint64 projectId, ProjectStatus ending);

    /// @notice An ending was announced before, and has not lapsed.
    error ProjectEndingStands(uint64 projectId, ProjectStatus ending, uint40 until);

    /// @notice This ending was not announced, its notice is not over, or it has lapsed.
    error ProjectEndingNotDue(uint64 projectId, ProjectStatus ending, Ending announced, uint256 timestamp);

    /// @notice The period is not inside the crediting period.
    error ProjectPeriodOutsideCrediting(
        uint40 periodStart,
        uint40 periodEnd,
        uint40 creditingStart,
        uint40 creditingEnd
    );

    /// @notice The period has not ended yet.
    error ProjectPeriodNotOver(uint40 periodEnd, uint256 timestamp);

    /// @notice The caller is not the verification oracle.
    error ProjectNotOracle(address caller);

    /// @notice The draft lifetime given at deployment is zero.
    error ProjectDraftLifetimeMissing();

    /// @notice Registers a draft owned by the caller and opens its ground record.
    /// @dev The methodology must be open to new projects, measure, and allow the edge level; the crediting period must
    /// not be empty, and may start in the past, though not longer before activation than the methodology's
    /// retroactivity; the caller is an account of a developer; a reference is one in a known programme.
    /// @return projectId The new id, counted from 1.
    function register(ProjectRequest calldata request) external returns (uint64 projectId);

    /// @notice States serials that another programme issued, for a project that migrated: at least one, of a known
    /// programme. Owner, draft only.
    function stateSerials(uint64 projectId, ExternalSerials calldata serials) external;

    /// @notice Commits to what a project does and where it is compared: fields, roles, practice, control ground. Owner
    /// only.
    /// @dev Of a draft it replaces the one before and is part of what the verifier signs. Of an active project it counts
    /// for periods that start later (L18).
    /// @param digest sha2-256 digest of the published design.
    function commitDesign(uint64 projectId, bytes32 digest) external;

    /// @notice Activates a draft with a verifier's signature and seals its ground. Anyone may call.
    /// @dev The methodology must still be open to new projects. The signature is EIP-712 `Validation(uint64
    /// projectId,address owner,bytes32 request,bytes32 serialsRoot,bytes32 groundRoot,uint64 edgeCells,uint56
    /// areaM2,bytes32 design,uint40 expiry)`, by an account or an ERC-1271 contract. `request` is the keccak256 of the
    /// ABI-encoded `ProjectRequest`. Claiming more ground, more external serials or committing to another design voids
    /// it; so does a new owner, and another project that takes the number after a reorganisation.
    /// @param claims All serials that the draft stated, in the same order, with where each is to be put.
    function activate(uint64 projectId, Validation calldata validation, SerialsClaim[] calldata claims) external;

    /// @notice Offers a project to an account, in place of any before. Owner only.
    /// @param to The account; zero takes the offer back.
    function offer(uint64 projectId, address to) external;

    /// @notice Takes over a project that was offered to the caller, which is an account of a developer.
    function accept(uint64 projectId) external;

    /// @notice Lets a living draft live for another `draftLifetime` from now. Ground registry only.
    function prolongDraft(uint64 projectId) external;

    /// @notice Announces that an active project is to be completed or withdrawn, a challenge window from now at the
    /// earliest. Owner only; anyone may announce its completion from `COMPLETION_GRACE` after its crediting end on.
    /// @param ending `Completed` or `Withdrawn`.
    function announceEnding(uint64 projectId, ProjectStatus ending) external;

    /// @notice Ends an active project as planned, as was announced. Owner only; anyone from `COMPLETION_GRACE` after its
    /// crediting end on.
    /// @dev Reverts while the project's latest report is disputed or may still be.
    function complete(uint64 projectId) external;

    /// @notice Gives up a draft, at once, or an active project, as was announced. Owner only.
    /// @dev Reverts while the project's latest report is disputed or may still be.
    function withdraw(uint64 projectId) external;

    /// @notice Marks a project as withdrawn once `lapsesAt` has come. Anyone may call.
    /// @dev Reverts while the project's latest report is disputed or may still be.
    function lapse(uint64 projectId) external;

    /// @notice Ends an active project that was never credited. Restricted to the governor.
    function revoke(uint64 projectId) external;

    /// @notice Records an accepted period, half open, and whether it was worth anything. Verification oracle
    /// only.
    /// @dev Reverts unless the project is active and the period is not empty, starts where the last one ended (the first
    /// at the crediting start), lies inside the crediting period and is over (L4). So no time is left out (L5).
    function recordPeriod(uint64 projectId, uint40 periodStart, uint40 periodEnd, bool credited) external;

    /// @notice Takes the last recorded period back, whatever the project's status. Verification oracle only.
    /// @param periodStart Its start.
    /// @param creditedUntil The project's `creditedUntil` before it.
    function takeBackPeriod(uint64 projectId, uint40 periodStart, uint40 creditedUntil) external;

    /// @notice The whole project.
    function get(uint64 projectId) external view returns (Project memory);

    /// @notice The project without its boundary and reference.
    function terms(uint64 projectId) external view returns (ProjectTerms memory);

    /// @notice The ending that was announced last for a project, lapsed or not; all zero where none was.
    function endingOf(uint64 projectId) external view returns (Ending memory);

    /// @notice When the project's monitoring ends, in Unix seconds: the end of the last credited period plus the
    /// methodology's monitoring years for a reversible methodology, else that end. 0 when it was never credited.
    /// @dev A year is 365.2425 days, the mean Gregorian year. Moves on while the project is active.
    function monitoringEnd(uint64 projectId) external view returns (uint40);

    /// @notice From when on the project's ground may be released, in Unix seconds.
    /// @dev Draft: its expiry. Active: never (`type(uint40).max`). Completed or withdrawn: at once when it was never
    /// credited, else when nothing can be said of it any more: at its monitoring's end, and for a reversible methodology a
    /// challenge window later, in which what was lost in the last days is still stated.
    function groundReleasableAt(uint64 projectId) external view returns (uint40);

    /// @notice From when on anyone may mark a draft or active project as withdrawn, in Unix seconds.
    /// @dev Draft: its expiry. Active: `IDLE_TIME` after the latest of the draft's expiry, crediting start and last
    /// accepted period; never (`type(uint40).max`) once it was credited. Reverts for others.
    function lapsesAt(uint64 projectId) external view returns (uint40);

    /// @notice All designs that the owner has committed to, in order; of a draft the last alone.
    function designs(uint64 projectId) external view returns (Design[] memory);

    /// @notice The design by which a period is measured (L18): the last that was committed by its start, in Unix seconds.
    /// @dev A period that starts before the first commitment has the first, which was validated: how far back such a
    /// period may lie is bounded by the methodology's retroactivity. 0 where there is none.
    function designAt(uint64 projectId, uint40 periodStart) external view returns (bytes32);

    /// @notice The EIP-712 digest that a verifier signs to activate the project as it is.
    function hashValidation(uint64 projectId, uint56 areaM2, uint40 expiry) external view returns (bytes32);

    /// @notice Whether a project ended without ever having been credited: nothing of what it took was used.
    function neverCredited(uint64 projectId) external view returns (bool);

    /// @notice The account that a project is offered to, or zero.
    function offeredTo(uint64 projectId) external view returns (address);

    /// @notice How many projects were registered: the highest id.
    function count() external view returns (uint64);

    /// @notice How long a project that was never credited may be idle, in seconds: five years, the longest time between
    /// two verifications that the VCS Standard leaves a land-use project without consequence (not re-read).
    function IDLE_TIME() external view returns (uint40);

    /// @notice How long after its crediting end a project is its owner's to complete, in seconds: a year.
    function COMPLETION_GRACE() external view returns (uint40);

    /// @notice How long after its notice an announced ending may happen, in seconds: 30 days. A dispute about the last
    /// report is mostly over by then (`IDisputes.RESPONSE_TIME` and what is left of the window); else it is announced anew.
    function ENDING_LIFETIME() external view returns (uint40);

    /// @notice How long a draft lives, in seconds.
    function draftLifetime() external view returns (uint40);

    /// @notice The ground registry.
    function ground() external view returns (IGroundRegistry);

    /// @notice The verification oracle, the only one that records periods.
    function oracle() external view returns (address);

    /// @notice The methodology registry.
    function methodologies() external view returns (IMethodologyRegistry);

    /// @notice The verifier registry.
    function verifiers() external view returns (IVerifierRegistry);

    /// @notice The developer registry.
    function developers() external view returns (IDeveloperRegistry);

    /// @notice The registry of other programmes.
    function programmes() external view returns (IProgrammeRegistry);
}
