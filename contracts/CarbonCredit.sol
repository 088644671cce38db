// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IBatchRenderer} from "./interfaces/IBatchRenderer.sol";
import {IBufferPool} from "./interfaces/IBufferPool.sol";
import {ICarbonCredit} from "./interfaces/ICarbonCredit.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IMethodologyRegistry} from "./interfaces/IMethodologyRegistry.sol";
import {IPermanence} from "./interfaces/IPermanence.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {IRetirementCertificate} from "./interfaces/IRetirementCertificate.sol";
import {IVerificationOracle} from "./interfaces/IVerificationOracle.sol";
import {BatchIdLib} from "./libraries/BatchIdLib.sol";
import {Batch, Lot} from "./types/Batch.sol";
import {Condition} from "./types/Condition.sol";
import {Part} from "./types/Part.sol";
import {ProjectTerms} from "./types/Project.sol";
import {AcceptedReport} from "./types/Report.sol";
import {Retirement} from "./types/Retirement.sol";

/// @title CarbonCredit
/// @dev Documented in ICarbonCredit.
contract CarbonCredit is ICarbonCredit, DirectoryPart, ERC1155 {
    /* CONSTANTS */

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

    /// @inheritdoc ICarbonCredit
    IPermanence public immutable permanence;

    /// @inheritdoc ICarbonCredit
    IBufferPool public immutable bufferPool;

    /* STORAGE */

    mapping(uint256 batchId => Batch) private _batches;
    mapping(uint256 batchId => bytes32 reportId) private _reportOf;

    constructor(IDirectory directory) DirectoryPart(directory, Part.CarbonCredit) ERC1155("") {
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        methodologies = IMethodologyRegistry(directory.addressOf(Part.MethodologyRegistry));
        oracle = IVerificationOracle(directory.addressOf(Part.VerificationOracle));
        renderer = IBatchRenderer(directory.addressOf(Part.BatchRenderer));
        certificates = IRetirementCertificate(directory.addressOf(Part.RetirementCertificate));
        permanence = IPermanence(directory.addressOf(Part.PermanenceMonitor));
        bufferPool = IBufferPool(directory.addressOf(Part.BufferPool));
    }

    /* ISSUANCE */

    /// @inheritdoc ICarbonCredit
    function issue(bytes32 reportId) external returns (uint256 batchId) {
        require(oracle.issuable(reportId), CarbonCreditReportNotIssuable(reportId));
        AcceptedReport memory report = oracle.getReport(reportId);
        batchId = BatchIdLib.batchId(report.projectId, report.periodStart, report.periodEnd);
        require(_reportOf[batchId] == 0, CarbonCreditAlreadyIssued(reportId, batchId));
        require(report.netKg > 0, CarbonCreditNothingToIssue(reportId));
        ProjectTerms memory project = projects.terms(report.projectId);

        _reportOf[batchId] = reportId;
        _batches[batchId] = Batch({issuedKg: report.netKg, bufferedKg: report.bufferKg, retiredKg: 0, cancelledKg: 0});
        emit CreditsIssued(batchId, reportId, project.owner, report.netKg, report.bufferKg);

        uint64 ownerKg = report.netKg - report.bufferKg;
        if (report.bufferKg > 0) {
            // Not `_mint`, which asks a receiver: the buffer pool takes no tokens but these.
            _update(address(0), address(bufferPool), _single(batchId), _single(report.bufferKg));
            uint64 lostKg = bufferPool.admit(batchId, project.pool, report.netKg, report.bufferKg);
            // The buffered part is lost last.
            uint64 unmintedKg = uint64(Math.min(lostKg, ownerKg));
            if (unmintedKg > 0) {
                emit CreditsCancelled(batchId, project.owner, unmintedKg, _cancel(batchId, unmintedKg));
            }
            if (lostKg > unmintedKg) _cancelBuffered(batchId, lostKg - unmintedKg);
            ownerKg -= unmintedKg;
        }
        // All state is written: a receiver that calls back sees the issued batch.
        if (ownerKg > 0) _mint(project.owner, batchId, ownerKg, "");
    }

    /* CANCELLATION */

    /// @inheritdoc ICarbonCredit
    function cancelBuffered(uint256 batchId, uint64 mostKg) external returns (uint64 cancelledKg, uint64 leftKg) {
        _requireBufferPool();
        uint64 bufferedKg = _batches[batchId].bufferedKg;
        cancelledKg = uint64(Math.min(bufferedKg, mostKg));
        leftKg = bufferedKg - cancelledKg;
        if (cancelledKg > 0) _cancelBuffered(batchId, cancelledKg);
    }

    /// @inheritdoc ICarbonCredit
    function cancelFrom(address holder, uint256 batchId, uint64 amountKg) external {
        _requireBufferPool();
        _burn(holder, batchId, amountKg);
        emit CreditsCancelled(batchId, holder, amountKg, _cancel(batchId, amountKg));
    }

    /* RETIREMENT */

    /// @inheritdoc ICarbonCredit
    function retire(
        uint256 batchId,
        uint64 amountKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId) {
        _requireTexts(retirement);
        Lot[] memory lots = new Lot[](1);
        lots[0] = _spend(batchId, amountKg);
        _burn(msg.sender, batchId, amountKg);
        return _certify(lots, retirement);
    }

    /// @inheritdoc ICarbonCredit
    function retireMany(
        uint256[] calldata batchIds,
        uint64[] calldata amountsKg,
        Retirement calldata retirement
    ) external returns (uint256 certificateId) {
        uint256 count = batchIds.length;
        require(count > 0 && count <= MAX_LOTS, CarbonCreditLotCount(count, MAX_LOTS));
        require(count == amountsKg.length, CarbonCreditLengthMismatch(count, amountsKg.length));
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
        _burnBatch(msg.sender, batchIds, values);
        return _certify(lots, retirement);
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
        _requireKnown(batchId);
        return permanence.condition(batchId);
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
                permanence.condition(batchId)
            );
    }

    /* INTERNAL */

    /// @dev Takes kilograms from the front of the batch. The burn that follows refuses more than the holder has, so what
    /// is retired never exceeds what was minted, and the sum can not overflow.
    function _spend(uint256 batchId, uint64 amountKg) private returns (Lot memory lot) {
        require(amountKg > 0, CarbonCreditAmountZero(batchId));
        Batch storage account = _batches[batchId];
        (uint64 retiredKg, uint64 cancelledKg) = (account.retiredKg, account.cancelledKg);
        account.retiredKg = retiredKg + amountKg;
        return Lot({batchId: batchId, amountKg: amountKg, serialStart: retiredKg + cancelledKg});
    }

    function _certify(Lot[] memory lots, Retirement calldata retirement) private returns (uint256 certificateId) {
        certificateId = certificates.mint(msg.sender, retirement, lots);
        emit CreditsRetired(certificateId, msg.sender, lots, retirement);
    }

    function _cancelBuffered(uint256 batchId, uint64 amountKg) private {
        _batches[batchId].bufferedKg -= amountKg;
        _burn(address(bufferPool), batchId, amountKg);
        emit BufferCancelled(batchId, amountKg, _cancel(batchId, amountKg));
    }

    /// @dev Notes kilograms as cancelled, from the front of the batch like all that is spent.
    function _cancel(uint256 batchId, uint64 amountKg) private returns (uint64 serialStart) {
        Batch storage account = _batches[batchId];
        (uint64 retiredKg, uint64 cancelledKg) = (account.retiredKg, account.cancelledKg);
        account.cancelledKg = cancelledKg + amountKg;
        return retiredKg + cancelledKg;
    }

    function _requireBufferPool() private view {
        require(msg.sender == address(bufferPool), CarbonCreditNotBufferPool(msg.sender));
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
