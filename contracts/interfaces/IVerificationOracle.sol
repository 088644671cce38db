// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AcceptedReport, Report, SignerSignature} from "../types/Report.sol";
import {IGroundRegistry} from "./IGroundRegistry.sol";
import {IMethodologyRegistry} from "./IMethodologyRegistry.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";
import {IVerifierRegistry} from "./IVerifierRegistry.sol";

/// @title IVerificationOracle
/// @notice Accepts reports that a quorum of operators and an accredited verifier signed, and turns them into net
/// amounts (L3, L5).
/// @dev A report's id is its EIP-712 digest: name "Sixfold VerificationOracle", version "1" (domain through ERC-5267).
/// It binds chain, contract, operator set and expiry, so a signature is good for exactly one report here. The verifier
/// signs as operators do (see IOperatorRegistry).
///
/// `net = measured - baseline - leakage - deduction(halfWidth)`, not below zero; `buffer = ceil(net * bufferPpm / 1e6)`.
/// An accepted report can be issued from `issuableAt` on, unless it is challenged.
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

    /// @notice More operators signed an accepted report. The bitmap holds all who did.
    event SignaturesAdded(bytes32 indexed reportId, uint32 signedBy);

    /// @notice The report names another operator set than the current one.
    error VerificationOracleOperatorSetMismatch(bytes32 given, bytes32 current);

    /// @notice The report has expired.
    error VerificationOracleExpired(uint40 expiry, uint256 timestamp);

    /// @notice The period is empty or not over.
    error VerificationOraclePeriodInvalid(uint40 periodStart, uint40 periodEnd, uint256 timestamp);

    /// @notice The report names no evidence.
    error VerificationOracleEvidenceMissing(uint64 projectId);

    /// @notice The project is not active.
    error VerificationOracleProjectNotActive(uint64 projectId);

    /// @notice The report's methodology is not the project's.
    error VerificationOracleMethodologyMismatch(uint64 projectId, uint32 given, uint32 expected);

    /// @notice The report measured other ground than the project's.
    error VerificationOracleGroundMismatch(uint64 projectId, bytes32 given, bytes32 expected);

    /// @notice The claimed area is zero or more than the ground's cells can have.
    error VerificationOracleClaimedAreaInvalid(uint64 claimedM2, uint256 maximumM2);

    /// @notice The observed area is more than the claimed area, or less of it than the methodology asks.
    error VerificationOracleObservedAreaInvalid(uint64 observedM2, uint64 claimedM2, uint32 minObservedPpm);

    /// @notice The measured amount is more than the methodology holds possible for the observed area and period.
    error VerificationOracleMeasuredImplausible(uint64 measuredKg, uint256 maximumKg);

    /// @notice The half-width is more than the methodology allows for the gross amount.
    error VerificationOracleHalfWidthTooLarge(uint64 halfWidthKg, uint64 grossKg, uint32 maxHalfWidthPpm);

    /// @notice The signature is not the verifier's over this report.
    error VerificationOracleSignatureInvalid(address signer, bytes32 reportId);

    /// @notice The verifier is an operator too.
    error VerificationOracleVerifierIsOperator(address verifier);

    /// @notice No report with this id was accepted.
    error VerificationOracleReportUnknown(bytes32 reportId);

    /// @notice Accepts a report. Anyone may call; a report that was accepted before changes nothing.
    /// @param report The report, as it was signed.
    /// @param operatorSignatures Strictly ascending by signer; at least the quorum, all valid.
    /// @param verifier Eligible for the project's pool and owner, and no operator.
    /// @param verifierSignature The verifier's signature over the same report.
    /// @return reportId The report's id.
    function post(
        Report calldata report,
        SignerSignature[] calldata operatorSignatures,
        address verifier,
        bytes calldata verifierSignature
    ) external returns (bytes32 reportId);

    /// @notice Adds signatures of operators who re-ran a report after it was accepted, while their set is in force and
    /// the report has not expired. Anyone may call; signatures that are there already change nothing.
    /// @param report The accepted report, as it was signed.
    /// @param operatorSignatures Strictly ascending by signer, all valid.
    function addSignatures(Report calldata report, SignerSignature[] calldata operatorSignatures) external;

    /// @notice An accepted report; all zero, with state `None`, when there is none with this id.
    function getReport(bytes32 reportId) external view returns (AcceptedReport memory);

    /// @notice The EIP-712 digest of a report, which is its id.
    function hashReport(Report calldata report) external view returns (bytes32 reportId);

    /// @notice Whether the report stands unchallenged and its window is over.
    function issuable(bytes32 reportId) external view returns (bool);

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
