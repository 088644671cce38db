// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VerificationOracle} from "../../contracts/VerificationOracle.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {IVerificationOracle} from "../../contracts/interfaces/IVerificationOracle.sol";
import {IVerifierRegistry} from "../../contracts/interfaces/IVerifierRegistry.sol";
import {Part} from "../../contracts/types/Part.sol";
import {AcceptedReport, Report, ReportState, SignerSignature} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {vm} from "./utils/Vm.sol";

contract VerificationOracleTest is CreditsTest {
    uint256 private constant Z_PPM = 524_417;
    uint256 private constant TREES_DIVISOR = 1_645_006;

    function testFuzz_L3_any_flipped_bit_of_any_signature_is_refused(uint256 which, uint256 bit) public {
        which %= 4;
        bit %= 65 * 8;
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, 3);
        bytes memory verified = sign(VERIFIER_KEY, digest);
        bytes memory target = which == 3 ? verified : signed[which].signature;
        target[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        address signer = which == 3 ? verifier : signed[which].signer;
        vm.expectRevert(
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleSignatureInvalid.selector, signer, digest)
        );
        oracle.post(report, signed, verifier, verified);
    }

    function testFuzz_L3_signatures_bind_every_field(uint256 field, uint64 change) public {
        change = change == 0 ? 1 : change;
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, 3);
        bytes memory verified = sign(VERIFIER_KEY, digest);
        _change(report, field % 14, change);
        vm.expectRevert();
        oracle.post(report, signed, verifier, verified);
    }

    function testFuzz_L3_fewer_than_the_quorum_are_refused(uint256 count) public {
        count %= 3;
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, count);
        bytes memory verified = sign(VERIFIER_KEY, digest);
        vm.expectRevert(
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleSignatureCount.selector, count, 3, 4)
        );
        oracle.post(report, signed, verifier, verified);
    }

    function test_L3_more_than_the_quorum_may_sign() public {
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        oracle.post(report, signatures(digest, 4), verifier, sign(VERIFIER_KEY, digest));
        require(oracle.getReport(digest).operatorCount == 4, "operators");
    }

    function test_L3_before_the_first_operators_nothing_is_accepted() public {
        VerificationOracle empty = new VerificationOracle(directoryBefore(Part.VerificationOracle));
        Report memory report = draft(forest);
        report.operatorSet = 0;
        vm.expectRevert(
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleOperatorSetMismatch.selector, 0, 0)
        );
        empty.post(report, new SignerSignature[](0), verifier, "");
        require(!empty.isOperator(vm.addr(keys[0])) && empty.operators().length == 0, "no operators");
    }

    function test_L3_a_report_of_another_set_is_refused() public {
        Report memory report = draft(forest);
        bytes32 old = report.operatorSet;
        oracle.setOperators(operators(), 3);
        require(oracle.operatorSet() != old && oracle.epoch() == 2, "a new epoch is another set");
        postReverts(
            report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleOperatorSetMismatch.selector,
                old,
                oracle.operatorSet()
            )
        );
    }

    function test_L3_an_operator_set_has_from_1_to_31() public {
        address[] memory many = new address[](32);
        for (uint256 i = 0; i < 32; ++i) many[i] = address(uint160(i + 1));
        vm.expectRevert(abi.encodeWithSelector(IVerificationOracle.VerificationOracleOperatorCount.selector, 32, 31));
        oracle.setOperators(many, 1);
    }

    function test_L3_a_verifier_who_is_an_operator_is_refused() public {
        address both = vm.addr(keys[3]);
        verifiers.accredit(both, 0x3e, type(uint40).max);
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, 3);
        bytes memory verified = sign(keys[3], digest);
        vm.expectRevert(
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleVerifierIsOperator.selector, both)
        );
        oracle.post(report, signed, both, verified);
    }

    function test_L3_a_verifier_tied_to_the_developer_is_refused() public {
        verifiers.declareConflict(verifier, developer);
        postReverts(
            draft(forest),
            abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryConflict.selector, verifier, developer)
        );
    }

    function test_L4_only_an_active_project_earns() public {
        Report memory report = draft(forest);
        vm.prank(developer);
        projects.complete(forest);
        postReverts(
            report,
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleProjectNotActive.selector, forest)
        );
    }

    function testFuzz_L4_a_period_that_overlaps_an_accepted_one_is_refused(uint40 start) public {
        Report memory first = draft(forest);
        post(first);
        start = first.periodStart + (start % 365 days);
        Report memory second = draft(forest);
        (second.periodStart, second.periodEnd) = (start, start + 365 days);
        postReverts(
            second,
            abi.encodeWithSelector(IProjectRegistry.ProjectPeriodOverlap.selector, forest, start, first.periodEnd)
        );
    }

    function test_L4_posting_again_changes_nothing() public {
        Report memory report = draft(forest);
        bytes32 reportId = post(report);
        bytes32 before = keccak256(abi.encode(oracle.getReport(reportId)));
        vm.warp(block.timestamp + 60 days);
        require(oracle.post(report, new SignerSignature[](0), address(0), "") == reportId, "the same id");
        require(keccak256(abi.encode(oracle.getReport(reportId))) == before, "the same report");
    }

    function testFuzz_L5_the_contract_turns_measurement_into_credit(
        uint64 measuredKg,
        uint64 baselineKg,
        uint64 leakageKg,
        uint64 halfWidthKg
    ) public {
        Report memory report = draft(forest);
        report.measuredKg = measuredKg % 4_990_000_000;
        report.baselineKg = baselineKg % 6_000_000_000;
        report.leakageKg = leakageKg % 1_000_000_000;
        uint256 debitKg = uint256(report.baselineKg) + report.leakageKg;
        uint256 grossKg = report.measuredKg > debitKg ? report.measuredKg - debitKg : 0;
        report.halfWidthKg = uint64(halfWidthKg % (grossKg + 1));

        AcceptedReport memory accepted = oracle.getReport(post(report));
        uint256 scaled = uint256(report.halfWidthKg) * Z_PPM;
        uint256 deductionKg = scaled / TREES_DIVISOR + (scaled % TREES_DIVISOR == 0 ? 0 : 1);
        uint256 netKg = grossKg - deductionKg;
        require(accepted.netKg == netKg, "net");
        require(accepted.bufferKg == netKg / 5 + (netKg % 5 == 0 ? 0 : 1), "a fifth to the buffer, rounded up");
        require(accepted.state == ReportState.Pending, "pending");
    }

    function testFuzz_L5_too_much_doubt_is_refused(uint64 halfWidthKg) public {
        Report memory report = draft(forest);
        uint64 grossKg = report.measuredKg - report.baselineKg - report.leakageKg;
        report.halfWidthKg = grossKg + 1 + (halfWidthKg % 1_000_000_000);
        postReverts(
            report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleHalfWidthTooLarge.selector,
                report.halfWidthKg,
                grossKg,
                1_000_000
            )
        );
    }

    function testFuzz_L14_the_unobserved_earns_nothing(uint64 observedM2) public {
        Report memory report = draft(forest);
        report.observedM2 = CLAIMED_M2 / 2 + (observedM2 % (CLAIMED_M2 / 2));
        uint256 maximumKg = (uint256(50_000) * report.observedM2 * 365 days) / (uint256(10_000) * 31_556_952);
        report.measuredKg = uint64(maximumKg + 1);
        postReverts(
            report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleMeasuredImplausible.selector,
                report.measuredKg,
                maximumKg
            )
        );
        report.measuredKg = uint64(maximumKg);
        post(report);
    }

    function test_issuable_when_the_window_is_over_and_not_before() public {
        bytes32 reportId = post(draft(paddy));
        require(!oracle.issuable(keccak256("unknown")), "unknown");
        vm.warp(NOW + 7 days - 1);
        require(!oracle.issuable(reportId), "before");
        vm.warp(NOW + 7 days);
        require(oracle.issuable(reportId), "after");
    }

    function _change(Report memory report, uint256 field, uint64 change) private pure {
        if (field == 0) report.projectId ^= change;
        if (field == 1) report.methodologyId ^= uint32(change) | 1;
        if (field == 2) report.periodStart ^= uint40(change) | 1;
        if (field == 3) report.periodEnd ^= uint40(change) | 1;
        if (field == 4) report.measuredKg ^= change;
        if (field == 5) report.baselineKg ^= change;
        if (field == 6) report.leakageKg ^= change;
        if (field == 7) report.halfWidthKg ^= change;
        if (field == 8) report.claimedM2 ^= change;
        if (field == 9) report.observedM2 ^= change;
        if (field == 10) report.groundRoot ^= bytes32(uint256(change));
        if (field == 11) report.evidence ^= bytes32(uint256(change));
        if (field == 12) report.operatorSet ^= bytes32(uint256(change));
        if (field == 13) report.expiry ^= uint40(change) | 1;
    }
}
