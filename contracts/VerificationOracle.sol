// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
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
contract VerificationOracle is IVerificationOracle, DirectoryPart, EIP712 {
    using MeasurementLib for Report;

    /* CONSTANTS */

    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "Report(uint64 projectId,uint32 methodologyId,uint40 periodStart,uint40 periodEnd,uint64 measuredKg,"
        "uint64 baselineKg,uint64 leakageKg,uint64 halfWidthKg,uint64 claimedM2,uint64 observedM2,bytes32 groundRoot,"
        "bytes32 evidence,bytes32 operatorSet,uint40 expiry)"
    );

    /// @inheritdoc IVerificationOracle
    IProjectRegistry public immutable projects;

    /// @inheritdoc IVerificationOracle
    IMethodologyRegistry public immutable methodologies;

    /// @inheritdoc IVerificationOracle
    IOperatorRegistry public immutable operators;

    /// @inheritdoc IVerificationOracle
    IVerifierRegistry public immutable verifiers;

    /// @inheritdoc IVerificationOracle
    IGroundRegistry public immutable ground;

    /* STORAGE */

    mapping(bytes32 reportId => AcceptedReport) private _reports;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.VerificationOracle) EIP712("Sixfold VerificationOracle", "1") {
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        operators = IOperatorRegistry(directory.addressOf(Part.OperatorRegistry));
        verifiers = IVerifierRegistry(directory.addressOf(Part.VerifierRegistry));
        ground = IGroundRegistry(directory.addressOf(Part.GroundRegistry));
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

        _requireSignable(report);
        _requireComplete(report);
        ProjectTerms memory project = _requireProject(report);
        MethodologyTerms memory methodology = methodologies.terms(report.methodologyId);
        _requireGround(report, methodology, project.edgeLevel);
        report.requirePlausible(methodology);
        uint32 signedBy = operators.requireQuorum(reportId, operatorSignatures);
        verifiers.requireEligible(verifier, project.pool, project.owner);
        require(!operators.isOperator(verifier), VerificationOracleVerifierIsOperator(verifier));
        require(
            SignatureChecker.isValidSignatureNowCalldata(verifier, reportId, verifierSignature),
            VerificationOracleSignatureInvalid(verifier, reportId)
        );

        bool credited = _accept(reportId, report, methodology, signedBy, verifier);

        projects.recordPeriod(report.projectId, report.periodStart, report.periodEnd, credited);
    }

    /// @inheritdoc IVerificationOracle
    function addSignatures(Report calldata report, SignerSignature[] calldata operatorSignatures) external {
        bytes32 reportId = hashReport(report);
        AcceptedReport storage accepted = _reports[reportId];
        require(accepted.state != ReportState.None, VerificationOracleReportUnknown(reportId));
        _requireSignable(report);
        uint32 before = accepted.signedBy;
        uint32 signedBy = before | operators.requireSigned(reportId, operatorSignatures);
        if (signedBy == before) return;

        accepted.signedBy = signedBy;
        emit SignaturesAdded(reportId, signedBy);
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
    function hashReport(Report calldata report) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPEHASH, report)));
    }

    /* INTERNAL */

    function _requireSignable(Report calldata report) private view {
        bytes32 operatorSet = operators.operatorSet();
        require(
            report.operatorSet == operatorSet,
            VerificationOracleOperatorSetMismatch(report.operatorSet, operatorSet)
        );
        require(block.timestamp <= report.expiry, VerificationOracleExpired(report.expiry, block.timestamp));
    }

    function _requireComplete(Report calldata report) private view {
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

    function _accept(
        bytes32 reportId,
        Report calldata report,
        MethodologyTerms memory methodology,
        uint32 signedBy,
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
            signedBy: signedBy,
            epoch: operators.epoch()
        });
        emit ReportPosted(
            reportId,
            report.projectId,
            verifier,
            report,
            signedBy,
            deductionKg,
            netKg,
            bufferKg,
            issuableAt
        );
    }
}
