// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IBatchRenderer} from "./interfaces/IBatchRenderer.sol";
import {ICarbonCredit} from "./interfaces/ICarbonCredit.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IRetirementCertificate} from "./interfaces/IRetirementCertificate.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {BatchIdLib} from "./libraries/BatchIdLib.sol";
import {Batch, Lot} from "./types/Batch.sol";
import {Condition} from "./types/Condition.sol";
import {MethodologyTerms} from "./types/Methodology.sol";
import {Part} from "./types/Part.sol";
import {ProjectTerms} from "./types/Project.sol";
import {AcceptedReport} from "./types/Report.sol";
import {Retirement, RetirementRequest} from "./types/Retirement.sol";

/// @title CarbonCredit
/// @dev Documented in ICarbonCredit.
contract CarbonCredit is ICarbonCredit, DirectoryPart, ERC1155, EIP712 {
    /* CONSTANTS */

    bytes32 private constant REQUEST_TYPEHASH = keccak256(
        "RetirementRequest(address holder,uint256[] batchIds,uint64[] amountsKg,uint8 purpose,address recipient,"
        "string beneficiary,string message,uint256 nonce,uint40 deadline)"
    );

    uint256 private constant MAX_LOTS = 64;
    uint256 private constant MAX_BENEFICIARY_LENGTH = 128;
    uint256 private constant MAX_MESSAGE_LENGTH = 280;

    /// @inheritdoc ICarbonCredit
    IProjectRegistry public immutable projects;

    /// @inheritdoc ICarbonCredit
    IMethodologyRegistry public immutable methodologies;

    /// @inheritdoc ICarbonCredit
    IVerificationOracle public immutable oracle;

    /// @inheritdoc ICarbonCredit
    IRetirementCertificate public immutable certificates;

    /// @inheritdoc ICarbonCredit
    IBatchRenderer public immutable renderer;

    /* STORAGE */

    mapping(uint256 batchId => Batch) private _batches;
    mapping(uint256 batchId => bytes32 reportId) private _reportOf;

    /// @inheritdoc ICarbonCredit
    mapping(address holder => address) public namedRecipient;

    /// @inheritdoc ICarbonCredit
    mapping(address holder => mapping(uint256 nonce => bool)) public nonceUsed;

    constructor(
        IDirectory directory
    ) DirectoryPart(directory, Part.CarbonCredit) ERC1155("") EIP712("Sixfold CarbonCredit", "1") {
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        oracle = IVerificationOracle(directory.addressOf(Part.VerificationOracle));
        renderer = IBatchRenderer(directory.addressOf(Part.BatchRenderer));
        certificates = IRetirementCertificate(directory.addressOf(Part.RetirementCertificate));
    }

    /* ISSUANCE */

    /// @inheritdoc ICarbonCredit
    function issue(bytes32 reportId) external returns (uint256 batchId) {
        require(oracle.issuable(reportId), CarbonCreditReportNotIssuable(reportId));
        AcceptedReport memory report = oracle.getReport(reportId);
        batchId = BatchIdLib.batchId(report.projectId, report.periodStart, report.periodEnd);
        require(_reportOf[batchId] == 0, CarbonCreditAlreadyIssued(reportId, batchId));
        require(report.netKg > 0, CarbonCreditNothingToIssue(reportId));
        address owner = projects.terms(report.projectId).owner;

        _reportOf[batchId] = reportId;
        _batches[batchId] = Batch({issuedKg: report.netKg, bufferedKg: report.bufferKg, retiredKg: 0, cancelledKg: 0});
        emit CreditsIssued(batchId, reportId, owner, report.netKg, report.bufferKg);

        // Not `_mint`, which asks a receiver.
        _update(address(0), owner, _single(batchId), _single(report.netKg - report.bufferKg));
    }

    /* RETIREMENT */

    /// @inheritdoc ICarbonCredit
    function retire(
        uint256 batchId,
        uint64 amountKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId) {
        uint64[] memory amountsKg = new uint64[](1);
        amountsKg[0] = amountKg;
        return _retire(msg.sender, _single(batchId), amountsKg, retirement);
    }

    /// @inheritdoc ICarbonCredit
    function retireMany(
        uint256[] calldata batchIds,
        uint64[] calldata amountsKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId) {
        return _retire(msg.sender, batchIds, amountsKg, retirement);
    }

    /// @inheritdoc ICarbonCredit
    function retireFrom(
        address holder,
        uint256[] calldata batchIds,
        uint64[] calldata amountsKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId) {
        require(isApprovedForAll(holder, msg.sender), ERC1155MissingApprovalForAll(msg.sender, holder));
        address recipient = retirement.recipient;
        address named = namedRecipient[holder];
        require(recipient == holder || recipient == named, CarbonCreditRecipientNotNamed(holder, recipient, named));
        return _retire(holder, batchIds, amountsKg, retirement);
    }

    /// @inheritdoc ICarbonCredit
    function retireBySignature(
        RetirementRequest calldata request,
        bytes calldata signature
    ) external returns (uint256 certificateId) {
        address holder = request.holder;
        require(block.timestamp <= request.deadline, CarbonCreditRequestExpired(request.deadline, block.timestamp));
        _useNonce(holder, request.nonce);
        bytes32 digest = hashRequest(request);
        require(
            SignatureChecker.isValidSignatureNowCalldata(holder, digest, signature),
            CarbonCreditSignatureInvalid(holder, digest)
        );
        return _retire(holder, request.batchIds, request.amountsKg, request.retirement);
    }

    /// @inheritdoc ICarbonCredit
    function nameRecipient(address recipient) external {
        namedRecipient[msg.sender] = recipient;
        emit RecipientNamed(msg.sender, recipient);
    }

    /// @inheritdoc ICarbonCredit
    function useNonce(uint256 nonce) external {
        _useNonce(msg.sender, nonce);
    }

    /* VIEWS */

    /// @inheritdoc ICarbonCredit
    function batch(uint256 batchId) external view returns (Batch memory) {
        _requireKnown(batchId);
        return _batches[batchId];
    }

    /// @inheritdoc ICarbonCredit
    function reportOf(uint256 batchId) external view returns (bytes32 reportId) {
        return _requireKnown(batchId);
    }

    /// @inheritdoc ICarbonCredit
    function condition(uint256 batchId) external view returns (Condition) {
        return _condition(batchId);
    }

    /// @inheritdoc IERC1155MetadataURI
    function uri(uint256 batchId) public view override(ERC1155, IERC1155MetadataURI) returns (string memory) {
        bytes32 reportId = _requireKnown(batchId);
        AcceptedReport memory report = oracle.getReport(reportId);
        return
            renderer.batchURI(
                reportId,
                report,
                _batches[batchId],
                methodologies.get(report.methodologyId),
                _condition(batchId)
            );
    }

    /// @inheritdoc ICarbonCredit
    function hashRequest(RetirementRequest calldata request) public view returns (bytes32) {
        Retirement calldata retirement = request.retirement;
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(
                        REQUEST_TYPEHASH,
                        request.holder,
                        keccak256(abi.encodePacked(request.batchIds)),
                        keccak256(abi.encodePacked(request.amountsKg)),
                        retirement.purpose,
                        retirement.recipient,
                        keccak256(bytes(retirement.beneficiary)),
                        keccak256(bytes(retirement.message)),
                        request.nonce,
                        request.deadline
                    )
                )
            );
    }

    /* INTERNAL */

    /// @dev The one way in which credits are retired. Whoever calls it knows that the holder wants it so.
    function _retire(
        address holder,
        uint256[] memory batchIds,
        uint64[] memory amountsKg,
        Retirement calldata retirement
    ) private returns (uint256 certificateId) {
        uint256 count = batchIds.length;
        require(count > 0 && count <= MAX_LOTS, CarbonCreditLotCount(count, MAX_LOTS));
        require(count == amountsKg.length, CarbonCreditLengthMismatch(count, amountsKg.length));
        require(retirement.recipient != address(0), CarbonCreditRecipientMissing(holder));
        _requireTexts(retirement);

        Lot[] memory lots = new Lot[](count);
        uint256[] memory values = new uint256[](count);
        uint256 previous = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 batchId = batchIds[i];
            require(batchId > previous, CarbonCreditBatchesUnsorted(previous, batchId));
            lots[i] = _spend(batchId, amountsKg[i]);
            values[i] = amountsKg[i];
            previous = batchId;
        }
        _burnBatch(holder, batchIds, values);

        certificateId = certificates.mint(holder, retirement, lots);
        emit CreditsRetired(certificateId, holder, lots, retirement);
    }

    function _useNonce(address holder, uint256 nonce) private {
        require(!nonceUsed[holder][nonce], CarbonCreditNonceUsed(holder, nonce));
        nonceUsed[holder][nonce] = true;
        emit NonceUsed(holder, nonce);
    }

    /// @dev Takes kilograms from the front of the batch. The burn that follows refuses more than the holder has, so what
    /// is retired never exceeds what was minted, and the sum can not overflow.
    function _spend(uint256 batchId, uint64 amountKg) private returns (Lot memory lot) {
        require(amountKg > 0, CarbonCreditAmountZero(batchId));
        Batch storage account = _batches[batchId];
        (uint64 retiredKg, uint64 cancelledKg) = (account.retiredKg, account.cancelledKg);
        account.retiredKg = retiredKg + amountKg;
        return Lot({batchId: batchId, amountKg: amountKg, serialStart: retiredKg + cancelledKg});
    }

    function _condition(uint256 batchId) private view returns (Condition) {
        _requireKnown(batchId);
        (uint64 projectId, , ) = BatchIdLib.split(batchId);
        ProjectTerms memory project = projects.terms(projectId);
        MethodologyTerms memory methodology = methodologies.terms(project.methodologyId);
        bool overdue = block.timestamp > uint256(project.lastPeriodEnd) + methodology.maxObservationGap;
        bool watched = methodology.reversible && block.timestamp < projects.monitoringEnd(projectId);
        return watched && overdue ? Condition.AtRisk : Condition.Sound;
    }

    function _requireKnown(uint256 batchId) private view returns (bytes32 reportId) {
        reportId = _reportOf[batchId];
        require(reportId != 0, CarbonCreditBatchUnknown(batchId));
    }

    function _requireTexts(Retirement calldata retirement) private pure {
        uint256 length = bytes(retirement.beneficiary).length;
        require(
            length > 0 && length <= MAX_BENEFICIARY_LENGTH,
            CarbonCreditBeneficiaryLength(length, MAX_BENEFICIARY_LENGTH)
        );
        length = bytes(retirement.message).length;
        require(length <= MAX_MESSAGE_LENGTH, CarbonCreditMessageLength(length, MAX_MESSAGE_LENGTH));
    }

    function _single(uint256 value) private pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = value;
    }
}
