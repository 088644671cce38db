// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOperatorRegistry} from "../../contracts/interfaces/IOperatorRegistry.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {IDeveloperRegistry} from "../../contracts/interfaces/IDeveloperRegistry.sol";
import {IVerificationOracle} from "../../contracts/interfaces/IVerificationOracle.sol";
import {IVerifierRegistry} from "../../contracts/interfaces/IVerifierRegistry.sol";
import {Account} from "../../contracts/types/Account.sol";
import {ProjectStatus} from "../../contracts/types/Project.sol";
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
            abi.encodeWithSelector(
                which == 3
                    ? IVerificationOracle.VerificationOracleSignatureInvalid.selector
                    : IOperatorRegistry.OperatorRegistrySignatureInvalid.selector,
                signer,
                digest
            )
        );
        oracle.post(report, signed, verified);
    }

    function testFuzz_L3_signatures_bind_every_field(uint256 field, uint64 change) public {
        change = change == 0 ? 1 : change;
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, 3);
        bytes memory verified = sign(VERIFIER_KEY, digest);
        _change(report, field % 17, change);
        vm.expectRevert();
        oracle.post(report, signed, verified);
    }

    function testFuzz_L3_fewer_than_the_quorum_are_refused(uint256 count) public {
        count %= 3;
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, count);
        bytes memory verified = sign(VERIFIER_KEY, digest);
        vm.expectRevert(abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryQuorumMissed.selector, count, 3));
        oracle.post(report, signed, verified);
    }

    function test_L3_more_than_the_quorum_may_sign() public {
        Report memory report = draft(forest);
        bytes32 digest = oracle.hashReport(report);
        oracle.post(report, signatures(digest, 4), sign(VERIFIER_KEY, digest));
        require(oracle.getReport(digest).signedBy == 15, "all four");
    }

    function test_L3_a_report_of_another_set_is_refused() public {
        Report memory report = draft(forest);
        report.expiry += 30 days;
        bytes32 old = report.operatorSet;
        replaceOperators(operatorAddresses(), 3);
        postReverts(
            report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleOperatorSetMismatch.selector,
                old,
                operators.operatorSet()
            )
        );
    }

    function test_L3_operators_add_their_signatures_to_an_accepted_report() public {
        Report memory report = draft(forest);
        bytes32 reportId = post(report);
        require(oracle.getReport(reportId).signedBy == 7, "the first three");
        SignerSignature[] memory all = signatures(reportId, 4);
        SignerSignature[] memory late = new SignerSignature[](1);
        late[0] = all[3];
        oracle.addSignatures(report, late);
        require(oracle.getReport(reportId).signedBy == 15, "the fourth too");
        bytes32 before = keccak256(abi.encode(oracle.getReport(reportId)));
        oracle.addSignatures(report, all);
        require(keccak256(abi.encode(oracle.getReport(reportId))) == before, "nothing new");
    }

    function test_L3_nobody_else_is_added_to_an_accepted_report() public {
        Report memory report = draft(forest);
        bytes32 reportId = post(report);
        SignerSignature[] memory late = new SignerSignature[](1);
        late[0] = SignerSignature({signer: verifier, signature: sign(VERIFIER_KEY, reportId)});
        _refusesToAdd(
            report,
            late,
            abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryNotOperator.selector, verifier)
        );
        late[0] = signatures(keccak256("other"), 4)[3];
        _refusesToAdd(
            report,
            late,
            abi.encodeWithSelector(
                IOperatorRegistry.OperatorRegistrySignatureInvalid.selector,
                late[0].signer,
                reportId
            )
        );
        Report memory unknown = draft(paddy);
        _refusesToAdd(
            unknown,
            late,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleReportUnknown.selector,
                oracle.hashReport(unknown)
            )
        );
        late[0] = signatures(reportId, 4)[3];
        replaceOperators(operatorAddresses(), 3);
        _refusesToAdd(
            report,
            late,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleOperatorSetMismatch.selector,
                report.operatorSet,
                operators.operatorSet()
            )
        );
    }

    function test_L3_a_signature_that_expired_is_not_added() public {
        Report memory report = draft(forest);
        SignerSignature[] memory late = signatures(post(report), 4);
        vm.warp(report.expiry + 1);
        _refusesToAdd(
            report,
            late,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleExpired.selector,
                report.expiry,
                report.expiry + 1
            )
        );
    }

    function test_L3_a_verifier_who_is_an_operator_is_refused() public {
        address both = vm.addr(keys[3]);
        verifiers.accredit(both, 0x3e, type(uint40).max);
        Report memory report = draft(forest);
        report.verifier = both;
        bytes32 digest = oracle.hashReport(report);
        SignerSignature[] memory signed = signatures(digest, 3);
        bytes memory verified = sign(keys[3], digest);
        vm.expectRevert(
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleVerifierIsOperator.selector, both)
        );
        oracle.post(report, signed, verified);
    }

    function test_L3_a_verifier_tied_to_the_developer_is_refused() public {
        developers.declareTie(verifier, 1);
        postReverts(
            draft(forest),
            abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, verifier, uint24(1))
        );
    }

    function test_L3_an_operator_tied_to_the_developer_is_refused() public {
        developers.declareTie(vm.addr(keys[1]), 1);
        postReverts(
            draft(forest),
            abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, vm.addr(keys[1]), uint24(1))
        );
    }

    function test_L4_only_an_active_project_earns() public {
        Report memory report = draft(forest);
        endProject(developer, forest, ProjectStatus.Completed);
        postReverts(
            report,
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleProjectNotActive.selector, forest)
        );
    }

    function testFuzz_L4_a_period_starts_where_the_last_one_ended(uint40 start) public {
        Report memory first = draft(forest);
        post(first);
        pass(7 days);
        Report memory second = draft(forest);
        start = start % (first.periodEnd + 365 days);
        if (start == first.periodEnd) ++start;
        (second.periodStart, second.periodEnd) = (start, start + 1 days);
        postReverts(
            second,
            abi.encodeWithSelector(IProjectRegistry.ProjectPeriodNotNext.selector, forest, start, first.periodEnd)
        );
    }

    function test_L5_a_period_is_as_long_as_the_methodology_allows() public {
        Report memory report = draft(forest);
        report.periodEnd = report.periodStart + 1 days - 1;
        report.measuredKg = report.baselineKg + report.leakageKg;
        postReverts(
            report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOraclePeriodLength.selector,
                1 days - 1,
                1 days,
                type(uint32).max
            )
        );
        ++report.periodEnd;
        post(report);
    }

    function test_L4_posting_again_changes_nothing() public {
        Report memory report = draft(forest);
        bytes32 reportId = post(report);
        bytes32 before = keccak256(abi.encode(oracle.getReport(reportId)));
        vm.warp(block.timestamp + 60 days);
        require(oracle.post(report, new SignerSignature[](0), "") == reportId, "the same id");
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

    function testFuzz_L5_too_much_doubt_earns_nothing(uint64 halfWidthKg) public {
        Report memory report = draft(forest);
        uint64 grossKg = report.measuredKg - report.baselineKg - report.leakageKg;
        report.halfWidthKg = grossKg + 1 + (halfWidthKg % 1_000_000_000);
        require(oracle.getReport(post(report)).netKg == 0, "nothing");
        (Account memory account, uint64 earnedKg) = oracle.accountOf(forest);
        require(account.grossKg == int96(uint96(grossKg)) && earnedKg == 0, "but it counts");
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

    function _refusesToAdd(Report memory report, SignerSignature[] memory signed, bytes memory reason) private {
        vm.expectRevert(reason);
        oracle.addSignatures(report, signed);
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
        if (field == 14) report.lossKg ^= change;
        if (field == 15) report.previous ^= bytes32(uint256(change));
        if (field == 16) report.verifier = address(uint160(report.verifier) ^ change);
    }
}
