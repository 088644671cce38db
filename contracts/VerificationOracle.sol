// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {IVerifierRegistry} from "./interfaces/IVerifierRegistry.sol";
import {MeasurementLib} from "./libraries/MeasurementLib.sol";
import {MethodologyTerms} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {ProjectStatus, ProjectTerms} from "./types/Project.sol";
import {AcceptedReport, Report, ReportState, SignerSignature} from "./types/Report.sol";

/// @title VerificationOracle
/// @dev Documented in IVerificationOracle.
contract VerificationOracle is IVerificationOracle, DirectoryPart, AccessManaged, EIP712 {
    using MeasurementLib for Report;

    /* CONSTANTS */

    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "Report(uint64 projectId,uint32 methodologyId,uint40 periodStart,uint40 periodEnd,uint64 measuredKg,"
        "uint64 baselineKg,uint64 leakageKg,uint64 halfWidthKg,uint64 claimedM2,uint64 observedM2,bytes32 groundRoot,"
        "bytes32 evidence,bytes32 operatorSet,uint40 expiry)"
    );

    uint256 private constant MAX_OPERATORS = 31;

    /// @inheritdoc IVerificationOracle
    IProjectRegistry public immutable projects;

    /// @inheritdoc IVerificationOracle
    IMethodologyRegistry public immutable methodologies;

    /// @inheritdoc IVerificationOracle
    IVerifierRegistry public immutable verifiers;

    /// @inheritdoc IVerificationOracle
    IGroundRegistry public immutable ground;

    /* STORAGE */

    /// @inheritdoc IVerificationOracle
    uint32 public epoch;

    /// @inheritdoc IVerificationOracle
    uint8 public quorum;

    /// @inheritdoc IVerificationOracle
    bytes32 public operatorSet;

    address[] private _operators;

    /// @dev The last epoch whose set an account belongs to: no clearing when the set changes.
    mapping(address operator => uint32) private _epochOf;

    mapping(bytes32 reportId => AcceptedReport) private _reports;

    constructor(
        IDirectory directory
    )
        DirectoryPart(directory, Part.VerificationOracle)
        AccessManaged(directory.addressOf(Part.AccessManager))
        EIP712("Sixfold VerificationOracle", "1")
    {
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        verifiers = IVerifierRegistry(directory.addressOf(Part.VerifierRegistry));
        ground = IGroundRegistry(directory.addressOf(Part.GroundRegistry));
    }

    /* GOVERNED */

    /// @inheritdoc IVerificationOracle
    function setOperators(address[] calldata operators_, uint8 quorum_) external restricted {
        uint256 count = operators_.length;
        require(count > 0 && count <= MAX_OPERATORS, VerificationOracleOperatorCount(count, MAX_OPERATORS));
        require(quorum_ > 0 && quorum_ <= count, VerificationOracleQuorumOutOfRange(quorum_, count));

        uint32 newEpoch = ++epoch;
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            address operator = operators_[i];
            require(operator > previous, VerificationOracleOperatorsUnsorted(previous, operator));
            _epochOf[operator] = newEpoch;
            previous = operator;
        }
        _operators = operators_;
        quorum = quorum_;
        operatorSet = keccak256(abi.encode(block.chainid, address(this), newEpoch, operators_, quorum_));
        emit OperatorsChanged(newEpoch, operatorSet, operators_, quorum_);
    }

    /* REPORTS */

    /// @inheritdoc IVerificationOracle
    function post(
        Report calldata report,
        SignerSignature[] calldata operatorSignatures,
        address verifier,
        bytes calldata verifierSignature
    ) external returns (bytes32 reportId) {
        reportId = hashReport(report);
        if (_reports[reportId].state != ReportState.None) return reportId;

        _requireCurrent(report);
        ProjectTerms memory project = _requireProject(report);
        MethodologyTerms memory methodology = methodologies.terms(report.methodologyId);
        _requireGround(report, methodology, project.edgeLevel);
        report.requirePlausible(methodology);
        requireQuorum(reportId, operatorSignatures);
        verifiers.requireEligible(verifier, project.pool, project.owner);
        require(!isOperator(verifier), VerificationOracleVerifierIsOperator(verifier));
        _requireSignature(verifier, reportId, verifierSignature);

        bool credited = _accept(reportId, report, methodology, operatorSignatures, verifier);

        projects.recordPeriod(report.projectId, report.periodStart, report.periodEnd, credited);
    }

    /* VIEWS */

    /// @inheritdoc IVerificationOracle
    function getReport(bytes32 reportId) external view returns (AcceptedReport memory) {
        return _reports[reportId];
    }

    /// @inheritdoc IVerificationOracle
    function issuable(bytes32 reportId) external view returns (bool) {
        AcceptedReport storage report = _reports[reportId];
        return report.state == ReportState.Pending && block.timestamp >= report.issuableAt;
    }

    /// @inheritdoc IVerificationOracle
    function operators() external view returns (address[] memory) {
        return _operators;
    }

    /// @inheritdoc IVerificationOracle
    function hashReport(Report calldata report) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPEHASH, report)));
    }

    /// @inheritdoc IVerificationOracle
    function isOperator(address account) public view returns (bool) {
        uint32 memberOf = _epochOf[account];
        return memberOf != 0 && memberOf == epoch;
    }

    /// @inheritdoc IVerificationOracle
    function requireQuorum(bytes32 digest, SignerSignature[] calldata signatures) public view {
        uint256 count = signatures.length;
        require(
            count >= quorum && count <= _operators.length,
            VerificationOracleSignatureCount(count, quorum, _operators.length)
        );
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            address signer = signatures[i].signer;
            require(signer > previous, VerificationOracleSignersUnsorted(previous, signer));
            require(isOperator(signer), VerificationOracleNotOperator(signer));
            _requireSignature(signer, digest, signatures[i].signature);
            previous = signer;
        }
    }

    /* INTERNAL */

    function _requireCurrent(Report calldata report) private view {
        require(
            report.operatorSet == operatorSet && epoch != 0,
            VerificationOracleOperatorSetMismatch(report.operatorSet, operatorSet)
        );
        require(block.timestamp <= report.expiry, VerificationOracleExpired(report.expiry, block.timestamp));
        require(
            report.periodStart < report.periodEnd && report.periodEnd <= block.timestamp,
            VerificationOraclePeriodInvalid(report.periodStart, report.periodEnd, block.timestamp)
        );
        require(report.evidence != 0, VerificationOracleEvidenceMissing(report.projectId));
    }

    function _requireProject(Report calldata report) private view returns (ProjectTerms memory project) {
        project = projects.terms(report.projectId);
        require(project.status == ProjectStatus.Active, VerificationOracleProjectNotActive(report.projectId));
        require(
            report.methodologyId == project.methodologyId,
            VerificationOracleMethodologyMismatch(report.projectId, report.methodologyId, project.methodologyId)
        );
    }

    function _requireGround(Report calldata report, MethodologyTerms memory methodology, uint8 edgeLevel) private view {
        (bytes32 groundRoot, uint64 edgeCells, , ) = ground.groundOf(report.projectId);
        require(
            report.groundRoot == groundRoot,
            VerificationOracleGroundMismatch(report.projectId, report.groundRoot, groundRoot)
        );
        report.requireAreas(methodology, edgeLevel, edgeCells);
    }

    function _requireSignature(address signer, bytes32 reportId, bytes calldata signature) private view {
        require(
            SignatureChecker.isValidSignatureNowCalldata(signer, reportId, signature),
            VerificationOracleSignatureInvalid(signer, reportId)
        );
    }

    function _accept(
        bytes32 reportId,
        Report calldata report,
        MethodologyTerms memory methodology,
        SignerSignature[] calldata signatures,
        address verifier
    ) private returns (bool credited) {
        (uint64 deductionKg, uint64 netKg, uint64 bufferKg) = report.credit(methodology);
        credited = netKg > 0;
        uint40 issuableAt = uint40(block.timestamp) + methodology.challengeWindow;
        _reports[reportId] = AcceptedReport({
            projectId: report.projectId,
            methodologyId: report.methodologyId,
            periodStart: report.periodStart,
            periodEnd: report.periodEnd,
            issuableAt: issuableAt,
            state: ReportState.Pending,
            netKg: netKg,
            bufferKg: bufferKg,
            measuredKg: report.measuredKg,
            baselineKg: report.baselineKg,
            leakageKg: report.leakageKg,
            halfWidthKg: report.halfWidthKg,
            claimedM2: report.claimedM2,
            observedM2: report.observedM2,
            evidence: report.evidence,
            verifier: verifier,
            postedAt: uint40(block.timestamp),
            operatorCount: uint8(signatures.length), // At most 31.
            epoch: epoch
        });
        emit ReportPosted(
            reportId,
            report.projectId,
            verifier,
            report,
            _signers(signatures),
            deductionKg,
            netKg,
            bufferKg,
            issuableAt
        );
    }

    function _signers(SignerSignature[] calldata signatures) private pure returns (address[] memory signers) {
        signers = new address[](signatures.length);
        for (uint256 i = 0; i < signatures.length; ++i) signers[i] = signatures[i].signer;
    }
}
