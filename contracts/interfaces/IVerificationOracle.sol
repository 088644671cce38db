// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Account} from "../types/Account.sol";
import {AcceptedReport, Report, ReportState, SignerSignature} from "../types/Report.sol";
import {IGroundRegistry} from "./IGroundRegistry.sol";
import {IMethodologyRegistry} from "./IMethodologyRegistry.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";
import {IPermanenceMonitor} from "./IPermanenceMonitor.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";
import {IStakes} from "./IStakes.sol";
import {IVerifierRegistry} from "./IVerifierRegistry.sol";

/// @title IVerificationOracle
/// @notice Accepts reports that a quorum of operators and an accredited verifier signed, and turns them into net
/// amounts (L3, L5).
/// @dev A report's id is its EIP-712 digest: name "Sixfold VerificationOracle", version "2" (domain through ERC-5267).
/// It binds chain, contract, operator set and expiry, so a signature is good for exactly one report here. The verifier
/// signs as operators do (see IOperatorRegistry).
///
/// A loss is owed. Of each project the oracle keeps an account since its crediting start: gross, that is measured less
/// baseline, leakage and loss, and half-widths, all added up. `earned = gross - deduction(halfWidth)` of the account, not
/// below zero; `net = earned - what was credited before`, not below zero; `buffer = ceil(net * bufferPpm / 1e6)`. So no
/// way to cut time into periods earns more than the time up to some report's end did as one whole, and what is lost
/// afterwards is paid by later gains before anything is credited again. Half-widths add up as if all errors went the same
/// way. Doubt wider than the methodology allows earns nothing until gains make it narrower.
///
/// Reports of a project follow one another: each names the one before it, starts where that ended, and waits until that
/// is decided. An accepted report is issuable from `issuableAt` on unless it is frozen by a dispute; one that is struck
/// leaves everything as if it had never been posted. All who sign it have something at stake that stays until then (see
/// IStakes and IDisputes).
///
/// The guardian may hold a report whose window is open, once: its window is `HOLD_TIME` longer, in which anyone may
/// still challenge it. Nothing else comes of a hold, and it ends by itself.
///
/// What a report of a reversible methodology lost on the whole, with its doubt added (L15), is the permanence monitor's to
/// count once the report can not be struck any more. Until it is counted, the project is alerted. Whoever posts the next
/// report brings it there, and anyone may before.
///
/// Assumptions:
/// - the project registry lets only this contract record periods, and refuses a period that is not after the last (L4);
/// - the methodology registry never changes an active methodology;
/// - fewer than a quorum of operators are dishonest;
/// - operators and verifier re-ran the evidence; the chain can not.
interface IVerificationOracle {
    /// @notice A report was accepted. Amounts in kg.
    event ReportPosted(
        bytes32 indexed reportId,
        uint64 indexed projectId,
        address indexed verifier,
        Report report,
        uint32 signedBy,
        uint64 deductionKg,
        uint64 netKg,
        uint64 bufferKg,
        uint40 issuableAt
    );

    /// @notice A dispute stops a report from being issued.
    event ReportFrozen(bytes32 indexed reportId);

    /// @notice The report stands, and is issuable from then on.
    event ReportUnfrozen(bytes32 indexed reportId, uint40 issuableAt);

    /// @notice The guardian held a report, which is issuable from then on at the earliest.
    event ReportHeld(bytes32 indexed reportId, uint40 issuableAt);

    /// @notice A report of a project that was credited before says that more was lost than gained.
    event LossReported(bytes32 indexed reportId, uint64 indexed projectId, uint64 lossKg);

    /// @notice The report was found false.
    event ReportStruck(bytes32 indexed reportId, uint64 indexed projectId);

    /// @notice More operators signed an accepted report. The bitmap holds all who did.
    event SignaturesAdded(bytes32 indexed reportId, uint32 signedBy);

    /// @notice The report names another operator set than the current one.
    error VerificationOracleOperatorSetMismatch(bytes32 given, bytes32 current);

    /// @notice The report has expired.
    error VerificationOracleExpired(uint40 expiry, uint256 timestamp);

    /// @notice The period is empty or not over.
    error VerificationOraclePeriodInvalid(uint40 periodStart, uint40 periodEnd, uint256 timestamp);

    /// @notice The period is shorter or longer than the methodology allows, in seconds.
    error VerificationOraclePeriodLength(uint256 period, uint32 minPeriod, uint32 maxPeriod);

    /// @notice The report names no evidence.
    error VerificationOracleEvidenceMissing(uint64 projectId);

    /// @notice The project is not active.
    error VerificationOracleProjectNotActive(uint64 projectId);

    /// @notice The report's methodology is not the project's.
    error VerificationOracleMethodologyMismatch(uint64 projectId, uint32 given, uint32 expected);

    /// @notice The report measured other ground than the project's.
    error VerificationOracleGroundMismatch(uint64 projectId, bytes32 given, bytes32 expected);

    /// @notice The claimed area is not the one that the project was validated with.
    error VerificationOracleClaimedAreaMismatch(uint64 claimedM2, uint56 areaM2);

    /// @notice The observed area is more than the claimed area, or less of it than the methodology asks.
    error VerificationOracleObservedAreaInvalid(uint64 observedM2, uint64 claimedM2, uint32 minObservedPpm);

    /// @notice The measured amount is more than the methodology holds possible for the observed area and period.
    error VerificationOracleMeasuredImplausible(uint64 measuredKg, uint256 maximumKg);

    /// @notice An observation states an amount besides a loss.
    error VerificationOracleObservationMeasures(uint64 projectId);

    /// @notice The report does not follow the project's latest.
    error VerificationOraclePreviousMismatch(uint64 projectId, bytes32 given, bytes32 latest);

    /// @notice The project's latest report is disputed, or may still be.
    error VerificationOracleReportUndecided(uint64 projectId, bytes32 reportId);

    /// @notice The caller is not the contract of disputes.
    error VerificationOracleNotDisputes(address caller);

    /// @notice The report's state does not allow this.
    error VerificationOracleStateMismatch(bytes32 reportId, ReportState state);

    /// @notice The report's challenge window is over.
    error VerificationOracleWindowOver(bytes32 reportId, uint40 issuableAt);

    /// @notice The guardian held the report before.
    error VerificationOracleHeldBefore(bytes32 reportId);

    /// @notice The signature is not the verifier's over this report.
    error VerificationOracleSignatureInvalid(address signer, bytes32 reportId);

    /// @notice The verifier is an operator too.
    error VerificationOracleVerifierIsOperator(address verifier);

    /// @notice No report with this id was accepted.
    error VerificationOracleReportUnknown(bytes32 reportId);

    /// @notice Accepts a report. Anyone may call; a report that was accepted before changes nothing.
    /// @param report The report, as it was signed.
    /// @param operatorSignatures Strictly ascending by signer; at least the quorum, all valid.
    /// @param verifierSignature The signature of the report's verifier, who is eligible for the project's pool and owner,
    /// and no operator.
    /// @return reportId The report's id.
    function post(
        Report calldata report,
        SignerSignature[] calldata operatorSignatures,
        bytes calldata verifierSignature
    ) external returns (bytes32 reportId);

    /// @notice Adds signatures of operators who re-ran a report after it was accepted, while their set is in force and
    /// the report has not expired. Anyone may call; signatures that are there already change nothing.
    /// @param report The accepted report, as it was signed.
    /// @param operatorSignatures Strictly ascending by signer, all valid.
    function addSignatures(Report calldata report, SignerSignature[] calldata operatorSignatures) external;

    /// @notice Makes the open challenge window of a report `HOLD_TIME` longer, once. Restricted to the guardian.
    /// @dev Holds the stakes of all who signed it as long.
    function hold(bytes32 reportId) external;

    /// @notice Stops a report in its challenge window from being issued. Contract of disputes only.
    function freeze(bytes32 reportId) external;

    /// @notice Lets a frozen report stand, with as much of its window as it had. Contract of disputes only.
    /// @param frozenFor Seconds by which its window is later.
    function unfreeze(bytes32 reportId, uint40 frozenFor) external;

    /// @notice Strikes a frozen report: the project's account, latest report and periods are as before it. Contract of
    /// disputes only.
    function strike(Report calldata report) external;

    /// @notice An accepted report; all zero, with state `None`, when there is none with this id.
    function getReport(bytes32 reportId) external view returns (AcceptedReport memory);

    /// @notice The EIP-712 digest of a report, which is its id.
    function hashReport(Report calldata report) external view returns (bytes32 reportId);

    /// @notice Whether the report stands unchallenged and its window is over.
    function issuable(bytes32 reportId) external view returns (bool);

    /// @notice A project's latest accepted report that was not struck; 0 when there is none.
    function latestReport(uint64 projectId) external view returns (bytes32 reportId);

    /// @notice What a report lost on the whole, in kg: the upper bound of leakage, baseline and loss beyond what was measured.
    /// 0 for none, where nothing can be lost, and before the project was ever credited.
    function netLoss(bytes32 reportId) external view returns (uint64 lossKg);

    /// @notice A project's latest accepted report that was not struck, and its net loss.
    function latestLoss(uint64 projectId) external view returns (bytes32 reportId, uint64 lossKg);

    /// @notice A project's account, and what it earns as one whole. What was credited beyond that is owed.
    function accountOf(uint64 projectId) external view returns (Account memory account, uint64 earnedKg);

    /// @notice Whether the project's latest report is disputed, or may still be.
    function isUndecided(uint64 projectId) external view returns (bool);

    /// @notice How much longer a held report's window is, in seconds: 14 days, so that operators who signed what they should
    /// not have can be replaced (the governor's delay, and `IOperatorRegistry.DELAY`) before the report is issuable, and
    /// others resolve its challenge.
    function HOLD_TIME() external view returns (uint40);

    /// @notice The permanence monitor.
    function monitor() external view returns (IPermanenceMonitor);

    /// @notice The contract of disputes.
    function disputes() external view returns (address);

    /// @notice The ledger of stakes.
    function stakes() external view returns (IStakes);

    /// @notice The ground registry.
    function ground() external view returns (IGroundRegistry);

    /// @notice The methodology registry.
    function methodologies() external view returns (IMethodologyRegistry);

    /// @notice The operator registry.
    function operators() external view returns (IOperatorRegistry);

    /// @notice The project registry.
    function projects() external view returns (IProjectRegistry);

    /// @notice The verifier registry.
    function verifiers() external view returns (IVerifierRegistry);
}
