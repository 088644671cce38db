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
import {IOperatorRegistry} from "./interfaces/IOperatorRegistry.sol";
import {IPermanenceMonitor} from "./interfaces/IPermanenceMonitor.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IStakes} from "./interfaces/IStakes.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {IVerifierRegistry} from "./interfaces/IVerifierRegistry.sol";
import {AccountLib} from "./libraries/AccountLib.sol";
import {MeasurementLib} from "./libraries/MeasurementLib.sol";
import {SignersLib} from "./libraries/SignersLib.sol";
import {Account} from "./types/Account.sol";
import {Verdict} from "./types/Alert.sol";
import {MethodologyTerms} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {ProjectStatus, ProjectTerms} from "./types/Project.sol";
import {AcceptedReport, Report, ReportState, SignerSignature} from "./types/Report.sol";

/// @title VerificationOracle
/// @dev Documented in IVerificationOracle.
contract VerificationOracle is IVerificationOracle, DirectoryPart, AccessManaged, EIP712 {
    using AccountLib for Account;
    using AccountLib for Report;
    using MeasurementLib for Report;
    using SignersLib for AcceptedReport;

    /* CONSTANTS */

    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "Report(uint64 projectId,uint32 methodologyId,uint8 kind,uint40 periodStart,uint40 periodEnd,uint64 measuredKg,"
        "uint64 baselineKg,uint64 leakageKg,uint64 lossKg,uint64 halfWidthKg,uint64 claimedM2,uint64 observedM2,"
        "bytes32 groundRoot,bytes32 evidence,bytes32 previous,address verifier,bytes32 operatorSet,uint40 expiry)"
    );

    /// @inheritdoc IVerificationOracle
    uint40 public constant HOLD_TIME = 14 days;

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

    /// @inheritdoc IVerificationOracle
    IStakes public immutable stakes;

    /// @inheritdoc IVerificationOracle
    address public immutable disputes;

    /// @inheritdoc IVerificationOracle
    IPermanenceMonitor public immutable monitor;

    uint256 private constant ONE_PPM = 1_000_000;

    /* STORAGE */

    /// @inheritdoc IVerificationOracle
    mapping(uint64 projectId => bytes32 reportId) public latestReport;

    /// @inheritdoc IVerificationOracle
    mapping(bytes32 reportId => uint64 lossKg) public netLoss;

    mapping(uint64 projectId => Account) private _accounts;
    mapping(bytes32 reportId => AcceptedReport) private _reports;

    constructor(
        IDirectory directory
    )
        DirectoryPart(directory, Part.VerificationOracle)
        AccessManaged(directory.addressOf(Part.AccessManager))
        EIP712("Sixfold VerificationOracle", "2")
    {
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        operators = IOperatorRegistry(directory.addressOf(Part.OperatorRegistry));
        verifiers = IVerifierRegistry(directory.addressOf(Part.VerifierRegistry));
        ground = IGroundRegistry(directory.addressOf(Part.GroundRegistry));
        stakes = IStakes(directory.addressOf(Part.Stakes));
        disputes = directory.addressOf(Part.Disputes);
        monitor = IPermanenceMonitor(directory.addressOf(Part.PermanenceMonitor));
    }

    /* REPORTS */

    /// @inheritdoc IVerificationOracle
    function post(
        Report calldata report,
        SignerSignature[] calldata operatorSignatures,
        bytes calldata verifierSignature
    ) external returns (bytes32 reportId) {
        reportId = hashReport(report);
        if (_reports[reportId].state != ReportState.None) return reportId;

        _requireSignable(report);
        _requireComplete(report);
        _requireNext(report);
        ProjectTerms memory project = _requireProject(report);
        MethodologyTerms memory methodology = methodologies.terms(report.methodologyId);
        _requireGround(report);
        report.requireAreas(methodology, project.areaM2);
        report.requireLength(methodology);
        report.requirePlausible(methodology);
        (uint32 signedBy, uint24 epoch) = operators.requireQuorum(project.developer, reportId, operatorSignatures);
        _requireVerifier(reportId, report.verifier, verifierSignature, project);

        uint40 issuableAt = uint40(block.timestamp) + methodology.challengeWindow;
        _back(operatorSignatures, report.verifier, issuableAt);
        if (methodology.reversible) _carryLoss(report.previous);

        bool credited = _accept(reportId, report, methodology, signedBy, epoch, issuableAt, project.creditedUntil);

        projects.recordPeriod(report.projectId, report.periodStart, report.periodEnd, credited);
    }

    /// @inheritdoc IVerificationOracle
    function addSignatures(Report calldata report, SignerSignature[] calldata operatorSignatures) external {
        bytes32 reportId = hashReport(report);
        AcceptedReport storage accepted = _reports[reportId];
        require(accepted.state != ReportState.None, VerificationOracleReportUnknown(reportId));
        require(accepted.state == ReportState.Pending, VerificationOracleStateMismatch(reportId, accepted.state));
        _requireSignable(report);
        uint32 before = accepted.signedBy;
        uint24 developer = projects.terms(report.projectId).developer;
        uint32 signedBy = before | operators.requireSigned(developer, reportId, operatorSignatures);
        if (signedBy == before) return;

        _back(operatorSignatures, report.verifier, accepted.issuableAt);
        accepted.signedBy = signedBy;
        emit SignaturesAdded(reportId, signedBy);
    }

    /* GUARDIAN */

    /// @inheritdoc IVerificationOracle
    function hold(bytes32 reportId) external restricted {
        AcceptedReport storage report = _reports[reportId];
        require(report.state == ReportState.Pending, VerificationOracleStateMismatch(reportId, report.state));
        uint40 issuableAt = report.issuableAt;
        require(block.timestamp < issuableAt, VerificationOracleWindowOver(reportId, issuableAt));
        require(!report.held, VerificationOracleHeldBefore(reportId));

        issuableAt += HOLD_TIME;
        report.held = true;
        report.issuableAt = issuableAt;
        emit ReportHeld(reportId, issuableAt);

        AcceptedReport memory held = report;
        stakes.hold(held.signers(operators), issuableAt);
    }

    /* DISPUTES */

    /// @inheritdoc IVerificationOracle
    function freeze(bytes32 reportId) external {
        AcceptedReport storage report = _disputed(reportId, ReportState.Pending);
        require(block.timestamp < report.issuableAt, VerificationOracleWindowOver(reportId, report.issuableAt));

        report.state = ReportState.Frozen;
        emit ReportFrozen(reportId);
    }

    /// @inheritdoc IVerificationOracle
    function unfreeze(bytes32 reportId, uint40 frozenFor) external {
        AcceptedReport storage report = _disputed(reportId, ReportState.Frozen);

        uint40 issuableAt = report.issuableAt + frozenFor;
        report.state = ReportState.Pending;
        report.issuableAt = issuableAt;
        emit ReportUnfrozen(reportId, issuableAt);
    }

    /// @inheritdoc IVerificationOracle
    function strike(Report calldata report) external {
        bytes32 reportId = hashReport(report);
        AcceptedReport storage accepted = _disputed(reportId, ReportState.Frozen);

        // No later report can have been accepted, since this one's window was open and then it was frozen.
        accepted.state = ReportState.Struck;
        latestReport[report.projectId] = report.previous;
        _accounts[report.projectId] = _accounts[report.projectId].minus(report, accepted.netKg);
        emit ReportStruck(reportId, report.projectId);

        projects.takeBackPeriod(report.projectId, report.periodStart, accepted.creditedBefore);
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
    function latestLoss(uint64 projectId) external view returns (bytes32 reportId, uint64 lossKg) {
        reportId = latestReport[projectId];
        lossKg = netLoss[reportId];
    }

    /// @inheritdoc IVerificationOracle
    function accountOf(uint64 projectId) external view returns (Account memory account, uint64 earnedKg) {
        account = _accounts[projectId];
        (, earnedKg) = account.earned(methodologies.terms(projects.terms(projectId).methodologyId));
    }

    /// @inheritdoc IVerificationOracle
    function isUndecided(uint64 projectId) external view returns (bool) {
        return _isUndecided(latestReport[projectId]);
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
        report.requireKind();
    }

    function _requireNext(Report calldata report) private view {
        bytes32 latest = latestReport[report.projectId];
        require(
            report.previous == latest,
            VerificationOraclePreviousMismatch(report.projectId, report.previous, latest)
        );
        require(!_isUndecided(latest), VerificationOracleReportUndecided(report.projectId, latest));
    }

    function _isUndecided(bytes32 reportId) private view returns (bool) {
        AcceptedReport storage report = _reports[reportId];
        return
            report.state == ReportState.Frozen ||
            (report.state == ReportState.Pending && block.timestamp < report.issuableAt);
    }

    function _requireProject(Report calldata report) private view returns (ProjectTerms memory project) {
        project = projects.terms(report.projectId);
        require(project.status == ProjectStatus.Active, VerificationOracleProjectNotActive(report.projectId));
        require(
            report.methodologyId == project.methodologyId,
            VerificationOracleMethodologyMismatch(report.projectId, report.methodologyId, project.methodologyId)
        );
    }

    function _requireGround(Report calldata report) private view {
        (bytes32 groundRoot, , , ) = ground.groundOf(report.projectId);
        require(
            report.groundRoot == groundRoot,
            VerificationOracleGroundMismatch(report.projectId, report.groundRoot, groundRoot)
        );
    }

    function _requireVerifier(
        bytes32 reportId,
        address verifier,
        bytes calldata signature,
        ProjectTerms memory project
    ) private view {
        verifiers.requireEligible(verifier, project.pool, project.developer);
        require(!operators.isOperator(verifier), VerificationOracleVerifierIsOperator(verifier));
        require(
            SignatureChecker.isValidSignatureNowCalldata(verifier, reportId, signature),
            VerificationOracleSignatureInvalid(verifier, reportId)
        );
    }

    /// @dev What is signed holds the stakes of all who signed it until it can no longer be struck.
    function _back(SignerSignature[] calldata operatorSignatures, address verifier, uint40 until) private {
        uint256 count = operatorSignatures.length;
        address[] memory signers = new address[](count + 1);
        for (uint256 i = 0; i < count; ++i) signers[i] = operatorSignatures[i].signer;
        signers[count] = verifier;
        stakes.back(signers, until);
    }

    function _disputed(bytes32 reportId, ReportState state) private view returns (AcceptedReport storage report) {
        require(msg.sender == disputes, VerificationOracleNotDisputes(msg.sender));
        report = _reports[reportId];
        require(report.state == state, VerificationOracleStateMismatch(reportId, report.state));
    }

    function _accept(
        bytes32 reportId,
        Report calldata report,
        MethodologyTerms memory methodology,
        uint32 signedBy,
        uint24 epoch,
        uint40 issuableAt,
        uint40 creditedBefore
    ) private returns (bool credited) {
        (Account memory account, uint64 deductionKg, uint64 netKg) = _accounts[report.projectId].credit(
            report,
            methodology
        );
        // The cast is safe: the share is at most all of net.
        uint64 bufferKg = uint64(Math.ceilDiv(uint256(netKg) * methodology.bufferPpm, ONE_PPM));
        _accounts[report.projectId] = account;
        latestReport[report.projectId] = reportId;
        credited = netKg > 0;
        _reports[reportId] = AcceptedReport({
            projectId: report.projectId,
            methodologyId: report.methodologyId,
            periodStart: report.periodStart,
            periodEnd: report.periodEnd,
            issuableAt: issuableAt,
            state: ReportState.Pending,
            kind: report.kind,
            held: false,
            netKg: netKg,
            bufferKg: bufferKg,
            measuredKg: report.measuredKg,
            baselineKg: report.baselineKg,
            leakageKg: report.leakageKg,
            halfWidthKg: report.halfWidthKg,
            claimedM2: report.claimedM2,
            observedM2: report.observedM2,
            evidence: report.evidence,
            verifier: report.verifier,
            creditedBefore: creditedBefore,
            signedBy: signedBy,
            epoch: epoch
        });
        emit ReportPosted(
            reportId,
            report.projectId,
            report.verifier,
            report,
            signedBy,
            deductionKg,
            netKg,
            bufferKg,
            issuableAt
        );
        // Before anything was credited, what is lost is owed by the account alone.
        if (methodology.reversible && creditedBefore > 0) _noteLoss(reportId, report, methodology);
    }

    function _noteLoss(bytes32 reportId, Report calldata report, MethodologyTerms memory methodology) private {
        uint64 lossKg = report.netLoss(methodology);
        if (lossKg == 0) return;
        netLoss[reportId] = lossKg;
        emit LossReported(reportId, report.projectId, lossKg);
    }

    /// @dev Reports follow one another, so that at most the latest one's loss is not with the monitor yet.
    function _carryLoss(bytes32 reportId) private {
        if (netLoss[reportId] > 0 && monitor.verdict(reportId) == Verdict.None) monitor.carryLoss(reportId);
    }
}
