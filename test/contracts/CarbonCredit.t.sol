// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProjectStatus} from "../../contracts/types/Project.sol";
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
    function test_L5_a_report_is_issued_after_its_window_and_once() public {
        bytes32 reportId = post(draft(forest));
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditReportNotIssuable.selector, reportId));
        credit.issue(reportId);
        pass(7 days);
        uint256 batchId = credit.issue(reportId);
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditAlreadyIssued.selector, reportId, batchId));
        credit.issue(reportId);
        require(credit.reportOf(batchId) == reportId, "the batch knows its report");
    }

    function test_L6_the_buffer_is_counted_and_held_by_the_buffer_pool() public {
        uint256 batchId = issue(forest);
        Batch memory batch = credit.batch(batchId);
        // 790,000 - ceil(100,000 * 524,417 / 1,645,006) = 758,120; a fifth of it is buffered.
        require(batch.issuedKg == 758_120, "issued");
        require(batch.bufferedKg == 151_624, "buffered");
        require(credit.balanceOf(developer, batchId) == 606_496, "the rest is the developer's");
        require(credit.balanceOf(address(bufferPool), batchId) == 151_624, "the pool holds it");
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
        endProject(developer, paddy, ProjectStatus.Withdrawn);
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
        // Whatever else stands there, one letter is seen.
        beneficiary = string.concat(beneficiary, "b");
        vm.assume(bytes(beneficiary).length <= 128);
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

    function test_L9_a_beneficiary_can_be_seen() public {
        uint256 batchId = issue(paddy);
        // Spaces, hidden characters, fillers, and marks of Latin, Arabic, Thai and extended scripts with nothing to stand on.
        string[9] memory blank = [
            " ",
            unicode"\u3000\u00a0",
            unicode"\u200b",
            unicode"\u0301",
            unicode"\u0610\u064b\u0670",
            unicode"\u0e31\u0e34\u0e4e",
            unicode"\u1ab0\u1dc0",
            unicode"\u3164\u2800",
            "\n"
        ];
        vm.startPrank(developer);
        for (uint256 i = 0; i < blank.length; ++i) {
            vm.expectRevert(ICarbonCredit.CarbonCreditBeneficiaryBlank.selector);
            credit.retire(batchId, 1, words(blank[i], "m"));
            credit.retire(batchId, 1, words(string.concat(blank[i], unicode"炭"), ""));
        }
        vm.stopPrank();
    }

    function test_L9_anyone_tells_markets_to_read_certificates_anew() public {
        uint256 batchId = issue(paddy);
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(developer);
            credit.retire(batchId, 1, words("b", ""));
        }
        vm.expectEmit();
        emit IRetirementCertificate.BatchMetadataUpdate(2, 3);
        vm.prank(other);
        certificates.refresh(2, 3);
        uint256[2][3] memory wrong = [[uint256(0), 1], [uint256(3), 2], [uint256(1), 4]];
        for (uint256 i = 0; i < 3; ++i) {
            bytes4 selector = IRetirementCertificate.RetirementCertificateRange.selector;
            vm.expectRevert(abi.encodeWithSelector(selector, wrong[i][0], wrong[i][1], 3));
            certificates.refresh(wrong[i][0], wrong[i][1]);
        }
        require(certificates.supportsInterface(0x49064906), "ERC-4906");
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

    function test_L9_a_new_report_ends_the_silence_and_one_bad_lot_marks_the_certificate() public {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (issue(forest), issue(paddy));
        uint64[] memory amounts = new uint64[](2);
        (amounts[0], amounts[1]) = (1, 1);
        vm.prank(developer);
        uint256 id = credit.retireMany(ids, amounts, words("b", ""));
        require(credit.condition(ids[1]) == Condition.Sound, "what can not be lost is sound");
        require(certificates.status(id) == Condition.Unmonitored, "the worst of its lots");
        post(draft(forest));
        require(certificates.status(id) == Condition.Unmonitored, "looked at, but too long ago");
        pass(7 days);
        post(draft(forest));
        require(certificates.status(id) == Condition.Sound, "looked at again");
    }
}
