// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarbonCredit} from "../../../contracts/CarbonCredit.sol";
import {AcceptedReport, ReportState} from "../../../contracts/types/Report.sol";
import {Purpose, Retirement, RetirementRequest} from "../../../contracts/types/Retirement.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Stands in for the oracle: what it accepted is issuable.
contract AcceptedReports {
    mapping(bytes32 reportId => AcceptedReport) private _reports;
    mapping(bytes32 reportId => uint64 lossKg) public netLoss;
    mapping(uint64 projectId => bytes32 reportId) private _latest;

    function accept(bytes32 reportId, AcceptedReport calldata report, uint64 lossKg) external {
        _reports[reportId] = report;
        netLoss[reportId] = lossKg;
        _latest[report.projectId] = reportId;
    }

    function latestLoss(uint64 projectId) external view returns (bytes32 reportId, uint64 lossKg) {
        reportId = _latest[projectId];
        lossKg = netLoss[reportId];
    }

    function issuable(bytes32 reportId) external view returns (bool) {
        return _reports[reportId].state == ReportState.Pending;
    }

    function getReport(bytes32 reportId) external view returns (AcceptedReport memory) {
        return _reports[reportId];
    }

    function isUndecided(uint64) external pure returns (bool) {
        return false;
    }
}

/// @notice Four holders who issue, transfer and retire at random.
contract CreditHandler {
    uint256 private constant MAX_BATCHES = 6;
    uint64 private constant MAX_KG = 2 ** 60;

    CarbonCredit public immutable credit;
    AcceptedReports public immutable reports;
    uint64 private immutable _projectId;

    /// @dev The first is the project's owner; the others are known by their keys.
    address[4] public holders = [address(0xD0), vm.addr(0xA1), vm.addr(0xA2), vm.addr(0xA3)];
    uint256[] public batchIds;
    mapping(uint256 batchId => bytes32) public reportIds;

    /// @dev Serials handed out so far, by the certificates alone.
    mapping(uint256 batchId => uint256) public nextSerial;
    uint256 public retirements;
    uint256 public doubleIssues;
    uint256 public serialGaps;

    constructor(CarbonCredit credit_, AcceptedReports reports_, uint64 projectId_) {
        credit = credit_;
        reports = reports_;
        _projectId = projectId_;
    }

    function batches() external view returns (uint256) {
        return batchIds.length;
    }

    function issue(uint64 netKg, uint32 bufferPpm) public {
        if (batchIds.length == MAX_BATCHES) return;
        uint40 start = uint40(1_700_000_000 + batchIds.length * 1 days);
        AcceptedReport memory report;
        report.projectId = _projectId;
        report.periodStart = start;
        report.periodEnd = start + 1 days;
        report.state = ReportState.Pending;
        // What is issued in all is far below 2^64 kg: plausibility bounds it by area and time.
        report.netKg = 1 + (netKg % MAX_KG);
        report.bufferKg = uint64((uint256(report.netKg) * (bufferPpm % 1_000_001)) / 1_000_000);
        bytes32 reportId = keccak256(abi.encode(start));
        reports.accept(reportId, report, 0);
        uint256 batchId = credit.issue(reportId);
        batchIds.push(batchId);
        reportIds[batchId] = reportId;
    }

    function issueAgain(uint256 seed) external {
        if (batchIds.length == 0) return;
        try credit.issue(reportIds[_batch(seed)]) {
            ++doubleIssues;
        } catch {}
    }

    function transfer(uint256 seed, uint8 from, uint8 to, uint256 amount) external {
        if (batchIds.length == 0) return;
        uint256 id = _batch(seed);
        address holder = holders[from % 4];
        amount %= credit.balanceOf(holder, id) + 1;
        vm.prank(holder);
        credit.safeTransferFrom(holder, holders[to % 4], id, amount, "");
    }

    function retire(uint256 seed, uint8 from, uint64 amount) external {
        if (batchIds.length == 0) return;
        uint256 id = _batch(seed);
        address holder = holders[from % 4];
        uint256 balance = credit.balanceOf(holder, id);
        if (balance == 0) return;
        amount = uint64(1 + (amount % balance));
        vm.prank(holder);
        _follow(credit.retire(id, amount, _retirement(holder)));
    }

    function retireMany(uint8 from, uint64 amount) external {
        address holder = holders[from % 4];
        (uint256[] memory ids, uint64[] memory amounts) = _someOfAll(holder, amount);
        if (ids.length == 0) return;
        vm.prank(holder);
        _follow(credit.retireMany(ids, amounts, _retirement(holder)));
    }

    function approve(uint8 from, uint8 to, bool approved) external {
        vm.prank(holders[from % 4]);
        credit.setApprovalForAll(holders[to % 4], approved);
    }

    function retireFrom(uint8 from, uint8 by, uint64 amount) external {
        (address holder, address caller) = (holders[from % 4], holders[by % 4]);
        (uint256[] memory ids, uint64[] memory amounts) = _someOfAll(holder, amount);
        if (ids.length == 0 || !credit.isApprovedForAll(holder, caller)) return;
        vm.prank(caller);
        _follow(credit.retireFrom(holder, ids, amounts, _retirement(holder)));
    }

    function retireBySignature(uint8 from, uint64 amount, uint256 nonce) external {
        uint256 which = 1 + (from % 3);
        address holder = holders[which];
        (uint256[] memory ids, uint64[] memory amounts) = _someOfAll(holder, amount);
        if (ids.length == 0 || credit.nonceUsed(holder, nonce)) return;
        RetirementRequest memory request = RetirementRequest({
            holder: holder,
            batchIds: ids,
            amountsKg: amounts,
            retirement: _retirement(holder),
            nonce: nonce,
            deadline: uint40(block.timestamp)
        });
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(0xA0 + which, credit.hashRequest(request));
        _follow(credit.retireBySignature(request, abi.encodePacked(r, s, v)));
    }

    /// @dev A part of each batch that the holder has something of.
    function _someOfAll(
        address holder,
        uint64 amount
    ) private view returns (uint256[] memory ids, uint64[] memory amounts) {
        uint256 held = 0;
        for (uint256 i = 0; i < batchIds.length; ++i) if (credit.balanceOf(holder, batchIds[i]) > 0) ++held;
        ids = new uint256[](held);
        amounts = new uint64[](held);
        for (uint256 i = batchIds.length; i > 0; --i) {
            uint256 balance = credit.balanceOf(holder, batchIds[i - 1]);
            if (balance == 0) continue;
            ids[--held] = batchIds[i - 1];
            amounts[held] = uint64(1 + (amount % balance));
        }
    }

    function _follow(uint256 certificateId) private {
        ++retirements;
        if (certificateId != retirements) ++serialGaps;
        for (uint256 i = 0; i < credit.certificates().record(certificateId).lots.length; ++i) {
            uint256 id = credit.certificates().record(certificateId).lots[i].batchId;
            if (credit.certificates().record(certificateId).lots[i].serialStart != nextSerial[id]) ++serialGaps;
            nextSerial[id] += credit.certificates().record(certificateId).lots[i].amountKg;
        }
    }

    function _batch(uint256 seed) private view returns (uint256) {
        return batchIds[seed % batchIds.length];
    }

    function _retirement(address holder) private pure returns (Retirement memory) {
        return Retirement({purpose: Purpose.Voluntary, recipient: holder, beneficiary: "beneficiary", message: ""});
    }
}
