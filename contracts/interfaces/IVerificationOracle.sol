// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AcceptedReport, Report, SignerSignature} from "../types/Report.sol";
import {IGroundRegistry} from "./IGroundRegistry.sol";
import {IMethodologyRegistry} from "./IMethodologyRegistry.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";
import {IVerifierRegistry} from "./IVerifierRegistry.sol";

/// @title IVerificationOracle
/// @notice Accepts reports that a quorum of operators and an accredited verifier signed, and turns them into net
/// amounts (L3, L5).
/// @dev A report's id is its EIP-712 digest: name "Sixfold VerificationOracle", version "1" (domain through ERC-5267).
/// It binds chain, contract, operator set and expiry, so a signature is good for exactly one report here. Signatures
/// are ECDSA (65 bytes, low s) or, where the signer has code, ERC-1271.
///
/// `net = measured - baseline - leakage - deduction(halfWidth)`, not below zero; `buffer = ceil(net * bufferPpm / 1e6)`.
/// An accepted report can be issued from `issuableAt` on, unless it is challenged.
///
/// Assumptions:
/// - the project registry lets only this contract record periods, and refuses a period that is not after the last (L4);
/// - the methodology registry never changes an active methodology;
/// - fewer than a quorum of operators are dishonest, and a change of operators is delayed and public;
/// - operators and verifier re-ran the evidence; the chain can not.
///
/// Warning: an operator that is an ERC-1271 contract can use all gas it is given; leave its signature out.
/// Warning: an account with delegated code (EIP-7702) counts as a contract and must answer ERC-1271.
interface IVerificationOracle {
    /// @notice A new operator set holds from now on; signatures for earlier sets are void.
    event OperatorsChanged(uint32 indexed epoch, bytes32 operatorSet, address[] operators, uint8 quorum);

    /// @notice A report was accepted. Amounts in kg.
    event ReportPosted(
        bytes32 indexed reportId,
        uint64 indexed projectId,
        address indexed verifier,
        Report report,
        address[] signers,
        uint64 deductionKg,
        uint64 netKg,
        uint64 bufferKg,
        uint40 issuableAt
    );

    /// @notice There are from 1 to `maximum` operators.
    error VerificationOracleOperatorCount(uint256 operators, uint256 maximum);

    /// @notice The quorum is from 1 to the number of operators.
    error VerificationOracleQuorumOutOfRange(uint8 quorum, uint256 operators);

    /// @notice Operators are not strictly ascending from 1.
    error VerificationOracleOperatorsUnsorted(address previous, address operator);

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

    /// @notice There are fewer operator signatures than the quorum, or more than operators.
    error VerificationOracleSignatureCount(uint256 signatures, uint8 quorum, uint256 operators);

    /// @notice Signers are not strictly ascending.
    error VerificationOracleSignersUnsorted(address previous, address signer);

    /// @notice The signer is not a current operator.
    error VerificationOracleNotOperator(address signer);

    /// @notice The signature is not the signer's over this report.
    error VerificationOracleSignatureInvalid(address signer, bytes32 reportId);

    /// @notice The verifier is an operator too.
    error VerificationOracleVerifierIsOperator(address verifier);

    /// @notice Replaces the operator set and begins a new epoch. Restricted.
    /// @param operators Strictly ascending, 1 to 31.
    /// @param quorum How many of them must sign, at least 1.
    function setOperators(address[] calldata operators, uint8 quorum) external;

    /// @notice Accepts a report. Anyone may call; a report that was accepted before changes nothing.
    /// @param report The report, as it was signed.
    /// @param operatorSignatures Strictly ascending by signer; at least the quorum, at most all operators, all valid.
    /// @param verifier Eligible for the project's pool and owner, and no operator.
    /// @param verifierSignature The verifier's signature over the same report.
    /// @return reportId The report's id.
    function post(
        Report calldata report,
        SignerSignature[] calldata operatorSignatures,
        address verifier,
        bytes calldata verifierSignature
    ) external returns (bytes32 reportId);

    /// @notice An accepted report; all zero, with state `None`, when there is none with this id.
    function getReport(bytes32 reportId) external view returns (AcceptedReport memory);

    /// @notice The EIP-712 digest of a report, which is its id.
    function hashReport(Report calldata report) external view returns (bytes32 reportId);

    /// @notice Whether the report stands unchallenged and its window is over.
    function issuable(bytes32 reportId) external view returns (bool);

    /// @notice The current operators, ascending.
    function operators() external view returns (address[] memory);

    /// @notice Whether an account is a current operator.
    function isOperator(address account) external view returns (bool);

    /// @notice Reverts unless a quorum of current operators signed the digest of a statement.
    /// @param signatures Strictly ascending by signer; at least the quorum, at most all operators, all valid.
    function requireQuorum(bytes32 digest, SignerSignature[] calldata signatures) external view;

    /// @notice `keccak256(abi.encode(chainId, this, epoch, operators, quorum))`; zero before the first set.
    function operatorSet() external view returns (bytes32);

    /// @notice How many operators must sign.
    function quorum() external view returns (uint8);

    /// @notice How many operator sets there have been.
    function epoch() external view returns (uint32);

    /// @notice The ground registry.
    function ground() external view returns (IGroundRegistry);

    /// @notice The methodology registry.
    function methodologies() external view returns (IMethodologyRegistry);

    /// @notice The project registry.
    function projects() external view returns (IProjectRegistry);

    /// @notice The verifier registry.
    function verifiers() external view returns (IVerifierRegistry);
}
