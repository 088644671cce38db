// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge, Resolution, Ruling} from "../types/Challenge.sol";
import {Report, SignerSignature} from "../types/Report.sol";
import {IOperatorRegistry} from "./IOperatorRegistry.sol";
import {IStakes} from "./IStakes.sol";
import {IVerificationOracle} from "./IVerificationOracle.sol";

/// @title IDisputes
/// @notice Lets anyone stop a report in its challenge window, and lets more operators than had to sign it decide
/// whether it was true. The loser pays.
/// @dev A challenge costs a bond and names counter-evidence. It freezes the report: its project can issue, report and
/// end nothing meanwhile, and the window's clock stands still. One more operator than the quorum (or all of them) run
/// the evidence again and sign a resolution:
/// - upheld: the report stands, with as much of its window as it had, and the challenger's bond is shared by those who
///   signed the resolution. Each next challenge of the same report costs twice as much, so that nobody freezes one for
///   ever.
/// - struck: the report is as if it had never been. Each of its signers, the verifier among them, is fined the least
///   stake, or half of it if it signs the resolution. Half of the fines is the challenger's, half is shared by those
///   who signed the resolution. So a signer that challenges itself loses by it.
/// - silence: at the deadline anyone strikes the report, since doubt costs the seller (L15). Nobody is shown to have
///   lied, so nobody is fined; half of the challenger's bond goes to the project's owner for the delay.
///
/// A resolution's id is its EIP-712 digest: name "Sixfold Disputes", version "1" (domain through ERC-5267). A challenge's
/// is `keccak256(abi.encode(reportId, round, challenge))`.
///
/// Assumptions:
/// - fewer operators than decide are dishonest;
/// - operators look at more than the bundle where counter-evidence says that what the archive served was not true.
interface IDisputes {
    /// @notice A report is disputed.
    event ReportChallenged(
        bytes32 indexed reportId,
        bytes32 indexed challengeId,
        address indexed challenger,
        bytes32 evidence,
        uint96 bond,
        uint40 deadline
    );

    /// @notice Operators decided. What each of them was paid shows in the ledger of stakes.
    /// @param resolvedBy Bitmap of the operators who signed the resolution.
    event ChallengeResolved(
        bytes32 indexed reportId,
        bytes32 indexed challengeId,
        Ruling indexed ruling,
        bytes32 resolutionId,
        bytes32 evidence,
        uint32 resolvedBy
    );

    /// @notice Nobody decided in time, and the report was struck.
    event ChallengeUnanswered(bytes32 indexed reportId, bytes32 indexed challengeId);

    /// @notice No least bond was given.
    error DisputesBondMissing();

    /// @notice The report was not posted.
    error DisputesReportUnknown(bytes32 reportId);

    /// @notice The challenge names no counter-evidence.
    error DisputesEvidenceMissing(bytes32 reportId);

    /// @notice The coin that was sent is not the bond.
    error DisputesBondMismatch(bytes32 reportId, uint256 given, uint96 bond);

    /// @notice The report is not challenged.
    error DisputesNotChallenged(bytes32 reportId);

    /// @notice The resolution is of another report.
    error DisputesReportMismatch(bytes32 given, bytes32 expected);

    /// @notice The resolution is of another challenge.
    error DisputesChallengeMismatch(bytes32 given, bytes32 expected);

    /// @notice The resolution names no evidence.
    error DisputesResolutionEvidenceMissing(bytes32 challengeId);

    /// @notice The resolution names another operator set than the current one.
    error DisputesOperatorSetMismatch(bytes32 given, bytes32 current);

    /// @notice The resolution has expired.
    error DisputesExpired(uint40 expiry, uint256 timestamp);

    /// @notice Fewer operators signed than decide.
    error DisputesTooFew(uint256 signatures, uint256 needed);

    /// @notice The time to decide is over.
    error DisputesDeadlineOver(bytes32 reportId, uint40 deadline);

    /// @notice The time to decide is not over.
    error DisputesDeadlineAhead(bytes32 reportId, uint40 deadline);

    /// @notice Challenges a report in its window. Anyone may call who sends the bond.
    /// @param evidence sha2-256 digest of the counter-evidence's CIDv1.
    function challenge(bytes32 reportId, bytes32 evidence) external payable returns (bytes32 challengeId);

    /// @notice Decides a challenge before its deadline. Anyone may call.
    /// @param report The challenged report, as it was signed.
    /// @param signatures Strictly ascending by signer, each valid and a current operator's, at least `needed`.
    function resolve(
        Report calldata report,
        Resolution calldata resolution,
        SignerSignature[] calldata signatures
    ) external returns (bytes32 resolutionId);

    /// @notice Strikes a report whose challenge nobody decided in time. Anyone may call.
    /// @param report The challenged report, as it was signed.
    function resolveBySilence(Report calldata report) external;

    /// @notice A report's open challenge; all zero when there is none.
    function challengeOf(bytes32 reportId) external view returns (Challenge memory);

    /// @notice The id of a report's open challenge. Reverts where there is none.
    function challengeIdOf(bytes32 reportId) external view returns (bytes32);

    /// @notice How often a report was challenged.
    function rounds(bytes32 reportId) external view returns (uint32);

    /// @notice What the next challenge of a report costs, in wei.
    function bondFor(bytes32 reportId) external view returns (uint96);

    /// @notice How many operators decide: one more than the quorum, or all of them.
    function needed() external view returns (uint256);

    /// @notice The EIP-712 digest of a resolution, which is its id.
    function hashResolution(Resolution calldata resolution) external view returns (bytes32);

    /// @notice What the first challenge of a report costs, in wei.
    function leastBond() external view returns (uint96);

    /// @notice Seconds that operators have to decide.
    function RESPONSE_TIME() external view returns (uint40);

    /// @notice The verification oracle.
    function oracle() external view returns (IVerificationOracle);

    /// @notice The operator registry.
    function operators() external view returns (IOperatorRegistry);

    /// @notice The ledger of stakes.
    function stakes() external view returns (IStakes);
}
