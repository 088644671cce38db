// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IStakes} from "./interfaces/IStakes.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {SignersLib} from "./libraries/SignersLib.sol";
import {Challenge, Resolution, Ruling} from "./types/Challenge.sol";
import {Part} from "./types/Part.sol";
import {AcceptedReport, Report, ReportState, SignerSignature} from "./types/Report.sol";

/// @title Disputes
/// @dev Documented in IDisputes. What is at stake here is this contract's own account in the ledger of stakes: bonds come
/// in and fines pass through.
contract Disputes is IDisputes, DirectoryPart, EIP712 {
    using SafeCast for uint256;
    using SignersLib for AcceptedReport;

    /* CONSTANTS */

    bytes32 private constant RESOLUTION_TYPEHASH = keccak256(
        "Resolution(bytes32 reportId,bytes32 challengeId,uint8 ruling,bytes32 evidence,bytes32 operatorSet,uint40 expiry)"
    );

    /// @inheritdoc IDisputes
    /// @dev Twice the delay of the operator registry: a set that does not answer can be replaced by one that does.
    uint40 public constant RESPONSE_TIME = 14 days;

    /// @inheritdoc IDisputes
    uint96 public immutable leastBond;

    /// @inheritdoc IDisputes
    IVerificationOracle public immutable oracle;

    /// @inheritdoc IDisputes
    IOperatorRegistry public immutable operators;

    /// @inheritdoc IDisputes
    IStakes public immutable stakes;

    IProjectRegistry private immutable _projects;

    /* STORAGE */

    /// @inheritdoc IDisputes
    mapping(bytes32 reportId => uint32) public rounds;

    mapping(bytes32 reportId => Challenge) private _challenges;

    constructor(
        IDirectory directory,
        uint96 leastBond_
    ) DirectoryPart(directory, Part.Disputes) EIP712("Sixfold Disputes", "1") {
        require(leastBond_ > 0, DisputesBondMissing());
        leastBond = leastBond_;
        oracle = IVerificationOracle(directory.addressOf(Part.VerificationOracle));
        operators = IOperatorRegistry(directory.addressOf(Part.OperatorRegistry));
        stakes = IStakes(directory.addressOf(Part.Stakes));
        _projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
    }

    /* CHALLENGES */

    /// @inheritdoc IDisputes
    function challenge(bytes32 reportId, bytes32 evidence) external payable returns (bytes32 challengeId) {
        AcceptedReport memory report = oracle.getReport(reportId);
        require(report.state != ReportState.None, DisputesReportUnknown(reportId));
        require(evidence != 0, DisputesEvidenceMissing(reportId));
        uint96 bond = bondFor(reportId);
        require(msg.value == bond, DisputesBondMismatch(reportId, msg.value, bond));

        uint40 deadline = uint40(block.timestamp) + RESPONSE_TIME;
        _challenges[reportId] = Challenge({
            challenger: msg.sender,
            openedAt: uint40(block.timestamp),
            deadline: deadline,
            bond: bond,
            evidence: evidence
        });
        ++rounds[reportId];
        challengeId = challengeIdOf(reportId);
        emit ReportChallenged(reportId, challengeId, msg.sender, evidence, bond, deadline);

        oracle.freeze(reportId);
        stakes.deposit{value: bond}(address(this));
        stakes.hold(report.signers(operators), deadline);
    }

    /// @inheritdoc IDisputes
    function resolve(
        Report calldata report,
        Resolution calldata resolution,
        SignerSignature[] calldata signatures
    ) external returns (bytes32 resolutionId) {
        bytes32 reportId = oracle.hashReport(report);
        bytes32 challengeId = challengeIdOf(reportId);
        Challenge memory challenged = _challenges[reportId];
        require(block.timestamp < challenged.deadline, DisputesDeadlineOver(reportId, challenged.deadline));
        require(resolution.reportId == reportId, DisputesReportMismatch(resolution.reportId, reportId));
        resolutionId = _requireResolution(challengeId, resolution);
        require(signatures.length >= needed(), DisputesTooFew(signatures.length, needed()));
        uint24 developer = _projects.terms(report.projectId).developer;
        (uint32 resolvedBy, ) = operators.requireQuorum(developer, resolutionId, signatures);

        delete _challenges[reportId];
        emit ChallengeResolved(reportId, challengeId, resolution.ruling, resolutionId, resolution.evidence, resolvedBy);
        if (resolution.ruling == Ruling.Upheld) _uphold(reportId, challenged, signatures);
        else _strike(report, oracle.getReport(reportId), challenged, signatures, resolvedBy);
    }

    /// @inheritdoc IDisputes
    function resolveBySilence(Report calldata report) external {
        bytes32 reportId = oracle.hashReport(report);
        bytes32 challengeId = challengeIdOf(reportId);
        Challenge memory challenged = _challenges[reportId];
        require(block.timestamp >= challenged.deadline, DisputesDeadlineAhead(reportId, challenged.deadline));

        delete _challenges[reportId];
        emit ChallengeUnanswered(reportId, challengeId);

        oracle.strike(report);
        uint96 forDelay = challenged.bond / 2;
        _pay(_projects.terms(report.projectId).owner, forDelay);
        _pay(challenged.challenger, challenged.bond - forDelay);
    }

    /* VIEWS */

    /// @inheritdoc IDisputes
    function challengeOf(bytes32 reportId) external view returns (Challenge memory) {
        return _challenges[reportId];
    }

    /// @inheritdoc IDisputes
    function challengeIdOf(bytes32 reportId) public view returns (bytes32) {
        Challenge memory challenged = _challenges[reportId];
        require(challenged.deadline != 0, DisputesNotChallenged(reportId));
        return keccak256(abi.encode(reportId, rounds[reportId], challenged));
    }

    /// @inheritdoc IDisputes
    function bondFor(bytes32 reportId) public view returns (uint96) {
        return (uint256(leastBond) << rounds[reportId]).toUint96();
    }

    /// @inheritdoc IDisputes
    function needed() public view returns (uint256) {
        return Math.min(uint256(operators.quorum()) + 1, operators.operators().length);
    }

    /// @inheritdoc IDisputes
    function hashResolution(Resolution calldata resolution) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(RESOLUTION_TYPEHASH, resolution)));
    }

    /* INTERNAL */

    function _requireResolution(bytes32 challengeId, Resolution calldata resolution) private view returns (bytes32) {
        require(resolution.challengeId == challengeId, DisputesChallengeMismatch(resolution.challengeId, challengeId));
        require(resolution.evidence != 0, DisputesResolutionEvidenceMissing(challengeId));
        bytes32 operatorSet = operators.operatorSet();
        require(
            resolution.operatorSet == operatorSet,
            DisputesOperatorSetMismatch(resolution.operatorSet, operatorSet)
        );
        require(block.timestamp <= resolution.expiry, DisputesExpired(resolution.expiry, block.timestamp));
        return hashResolution(resolution);
    }

    function _uphold(bytes32 reportId, Challenge memory challenged, SignerSignature[] calldata resolvers) private {
        oracle.unfreeze(reportId, uint40(block.timestamp) - challenged.openedAt);
        AcceptedReport memory report = oracle.getReport(reportId);
        stakes.hold(report.signers(operators), report.issuableAt);
        _share(challenged.bond, resolvers);
    }

    function _strike(
        Report calldata report,
        AcceptedReport memory accepted,
        Challenge memory challenged,
        SignerSignature[] calldata resolvers,
        uint32 resolvedBy
    ) private {
        oracle.strike(report);
        uint256 finedWei = 0;
        address[] memory signers = accepted.signers(operators);
        for (uint256 i = 0; i < signers.length; ++i) finedWei += _fine(signers[i], resolvedBy);
        uint256 forResolving = finedWei / 2;
        _share(forResolving, resolvers);
        _pay(challenged.challenger, challenged.bond + finedWei - forResolving);
    }

    /// @dev Half for an operator that signed the resolution too. An earlier fine may have left less than the least stake.
    function _fine(address signer, uint32 resolvedBy) private returns (uint256 fineWei) {
        (uint96 stakedWei, ) = stakes.stakeOf(signer);
        fineWei = Math.min(stakedWei, stakes.leastStake());
        bool admits = operators.isOperator(signer) && resolvedBy & (uint32(1) << operators.indexOf(signer)) != 0;
        if (admits) fineWei /= 2;
        if (fineWei > 0) stakes.move(signer, address(this), fineWei);
    }

    /// @dev In equal parts; what does not divide is with the last.
    function _share(uint256 amount, SignerSignature[] calldata resolvers) private {
        for (uint256 i = 0; i < resolvers.length; ++i) {
            uint256 part = amount / (resolvers.length - i);
            amount -= part;
            _pay(resolvers[i].signer, part);
        }
    }

    function _pay(address account, uint256 amount) private {
        if (amount > 0) stakes.move(address(this), account, amount);
    }
}
