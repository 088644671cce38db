// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {ICarbonCredit} from "../../contracts/interfaces/ICarbonCredit.sol";
import {IRetirementCertificate} from "../../contracts/interfaces/IRetirementCertificate.sol";
import {RetirementCertificate} from "../../contracts/RetirementCertificate.sol";
import {Batch, Lot} from "../../contracts/types/Batch.sol";
import {CertificateRecord} from "../../contracts/types/CertificateRecord.sol";
import {Condition} from "../../contracts/types/Condition.sol";
import {Purpose, Retirement} from "../../contracts/types/Retirement.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {vm} from "./utils/Vm.sol";

contract CarbonCreditTest is CreditsTest {
    uint256 private constant YEAR = 31_556_952;

    function test_L5_a_report_is_issued_after_its_window_and_once() public {
        bytes32 reportId = post(draft(forest));
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditReportNotIssuable.selector, reportId));
        credit.issue(reportId);
        vm.warp(block.timestamp + 7 days);
        uint256 batchId = credit.issue(reportId);
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditAlreadyIssued.selector, reportId, batchId));
        credit.issue(reportId);
        require(credit.reportOf(batchId) == reportId, "the batch knows its report");
    }

    function test_L6_the_buffer_is_counted_and_held_by_nobody() public {
        uint256 batchId = issue(forest);
        Batch memory batch = credit.batch(batchId);
        // 790,000 - ceil(100,000 * 524,417 / 1,645,006) = 758,120; a fifth of it is buffered.
        require(batch.issuedKg == 758_120, "issued");
        require(batch.bufferedKg == 151_624, "buffered");
        require(credit.balanceOf(developer, batchId) == 606_496, "the rest is the developer's");
        vm.prank(developer);
        vm.expectRevert();
        credit.retire(batchId, 606_497, words("b", ""));
    }

    function testFuzz_L6_L7_parts_add_up_and_serials_run_on(uint64[6] memory amounts) public {
        uint256 batchId = issue(paddy);
        uint64 spentKg = 0;
        for (uint256 i = 0; i < 6; ++i) {
            uint64 amountKg = 1 + (amounts[i] % 100_000);
            vm.prank(developer);
            uint256 id = credit.retire(batchId, amountKg, words("b", "m"));
            Lot memory lot = certificates.record(id).lots[0];
            require(lot.serialStart == spentKg && lot.amountKg == amountKg, "serials run on");
            spentKg += amountKg;
            Batch memory batch = credit.batch(batchId);
            require(batch.retiredKg == spentKg && batch.bufferedKg + batch.cancelledKg == 0, "retired");
            require(credit.balanceOf(developer, batchId) + spentKg == batch.issuedKg, "issued");
        }
    }

    function test_L7_one_certificate_tells_all_lots_in_order() public {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (issue(forest), issue(paddy));
        uint64[] memory amounts = new uint64[](2);
        (amounts[0], amounts[1]) = (5, 7);
        vm.prank(developer);
        credit.retireMany(ids, amounts, words("b", "m"));
        vm.prank(developer);
        uint256 id = credit.retireMany(ids, amounts, words("b", "m"));
        Lot[] memory lots = certificates.record(id).lots;
        require(lots.length == 2 && lots[0].batchId == ids[0] && lots[1].batchId == ids[1], "batches");
        require(lots[0].serialStart == 5 && lots[1].serialStart == 7, "serials");
        require(certificates.totalKg(id) == 12, "sum");
    }

    function test_L8_no_power_of_the_governor_stops_a_retirement() public {
        uint256 batchId = issue(paddy);
        verifiers.suspend(verifier);
        address[] memory nobody = new address[](1);
        nobody[0] = address(1);
        replaceOperators(nobody, 1);
        address[8] memory all = [
            address(credit),
            address(certificates),
            address(oracle),
            address(projects),
            address(methodologies),
            address(operators),
            address(verifiers),
            address(ground)
        ];
        for (uint256 i = 0; i < 8; ++i) manager.setTargetClosed(all[i], true);
        vm.prank(developer);
        projects.withdraw(paddy);
        vm.prank(developer);
        require(credit.retire(batchId, 1, words("b", "")) == 1, "retired");
    }

    function testFuzz_L8_a_call_retires_what_the_caller_holds(address caller) public {
        vm.assume(caller != developer && caller != address(0));
        uint256 batchId = issue(paddy);
        vm.prank(developer);
        credit.setApprovalForAll(other, true);
        vm.prank(caller);
        vm.expectRevert();
        credit.retire(batchId, 1, words("b", ""));
        require(credit.batch(batchId).retiredKg == 0, "nothing is retired");
    }

    function testFuzz_L9_the_certificate_keeps_every_word(string memory beneficiary, string memory message) public {
        vm.assume(bytes(beneficiary).length > 0 && bytes(beneficiary).length <= 128);
        vm.assume(bytes(message).length <= 280);
        uint256 batchId = issue(paddy);
        Retirement memory retirement = Retirement({
            purpose: Purpose.Corsia,
            recipient: other,
            beneficiary: beneficiary,
            message: message
        });
        vm.prank(developer);
        uint256 id = credit.retire(batchId, 3, retirement);
        CertificateRecord memory record = certificates.record(id);
        require(keccak256(bytes(record.beneficiary)) == keccak256(bytes(beneficiary)), "beneficiary");
        require(keccak256(bytes(record.message)) == keccak256(bytes(message)), "message");
        require(record.retiree == developer && record.retiredAt == block.timestamp, "who and when");
        require(record.recipient == other && certificates.ownerOf(id) == other, "for whom");
        require(record.purpose == Purpose.Corsia, "purpose");
    }

    function test_L9_certificates_do_not_move() public {
        uint256 batchId = issue(paddy);
        vm.prank(developer);
        uint256 id = credit.retire(batchId, 3, words("b", ""));
        RetirementCertificate bound = RetirementCertificate(address(certificates));
        bytes memory fixedHere = abi.encodeWithSelector(
            IRetirementCertificate.RetirementCertificateNotTransferable.selector,
            id
        );
        vm.startPrank(developer);
        vm.expectRevert(fixedHere);
        bound.transferFrom(developer, other, id);
        vm.expectRevert(fixedHere);
        bound.safeTransferFrom(developer, other, id);
        vm.expectRevert(fixedHere);
        bound.safeTransferFrom(developer, other, id, "");
        bytes memory notApprovable = abi.encodeWithSelector(
            IRetirementCertificate.RetirementCertificateNotApprovable.selector,
            other
        );
        vm.expectRevert(notApprovable);
        bound.approve(other, id);
        vm.expectRevert(notApprovable);
        bound.setApprovalForAll(other, true);
        vm.stopPrank();
        require(bound.ownerOf(id) == developer && bound.locked(id), "bound to the retiree");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id + 1));
        bound.status(id + 1);
    }

    function test_L9_L12_an_overdue_reversible_batch_is_at_risk_until_monitoring_ends() public {
        uint256 batchId = issue(forest);
        vm.prank(developer);
        uint256 id = credit.retire(batchId, 1, words("b", ""));
        uint256 lastPeriodEnd = projects.terms(forest).lastPeriodEnd;
        uint256 monitoringEnd = lastPeriodEnd + 40 * YEAR;
        require(projects.monitoringEnd(forest) == monitoringEnd, "forty years");

        vm.warp(lastPeriodEnd + 365 days);
        require(certificates.status(id) == Condition.Sound, "in time");
        vm.warp(lastPeriodEnd + 365 days + 1);
        require(certificates.status(id) == Condition.AtRisk, "overdue shows by itself");
        vm.warp(monitoringEnd - 1);
        require(credit.condition(batchId) == Condition.AtRisk, "to the last second");
        vm.warp(monitoringEnd);
        require(certificates.status(id) == Condition.Sound, "no longer watched");
    }

    function test_L9_a_new_report_ends_the_risk_and_one_bad_lot_marks_the_certificate() public {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (issue(forest), issue(paddy));
        uint64[] memory amounts = new uint64[](2);
        (amounts[0], amounts[1]) = (1, 1);
        vm.prank(developer);
        uint256 id = credit.retireMany(ids, amounts, words("b", ""));
        require(credit.condition(ids[1]) == Condition.Sound, "what can not be lost is sound");
        require(certificates.status(id) == Condition.AtRisk, "the worst of its lots");
        post(draft(forest));
        require(certificates.status(id) == Condition.AtRisk, "looked at, but too long ago");
        post(draft(forest));
        require(certificates.status(id) == Condition.Sound, "looked at again");
    }
}
