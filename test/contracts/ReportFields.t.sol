// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICarbonCredit} from "../../contracts/interfaces/ICarbonCredit.sol";
import {IVerificationOracle} from "../../contracts/interfaces/IVerificationOracle.sol";
import {Report} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {vm} from "./utils/Vm.sol";

/// @notice What a report must say, however well it is signed.
contract ReportFieldsTest is CreditsTest {
    Report private _report;

    function setUp() public override {
        super.setUp();
        _report = draft(forest);
    }

    function test_L3_a_report_names_its_evidence() public {
        _report.evidence = 0;
        postReverts(
            _report,
            abi.encodeWithSelector(IVerificationOracle.VerificationOracleEvidenceMissing.selector, forest)
        );
    }

    function testFuzz_L4_a_period_is_there_and_over(uint40 start, uint40 end) public {
        (_report.periodStart, _report.periodEnd) = (start, end);
        if (start < end && end <= NOW) return;
        postReverts(
            _report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOraclePeriodInvalid.selector,
                start,
                end,
                uint256(NOW)
            )
        );
    }

    function testFuzz_L3_a_report_is_measured_by_its_project_s_methodology(uint32 methodologyId) public {
        if (methodologyId == 1) return;
        _report.methodologyId = methodologyId;
        postReverts(
            _report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleMethodologyMismatch.selector,
                forest,
                methodologyId,
                uint32(1)
            )
        );
    }

    function testFuzz_L2_a_report_is_of_its_project_s_ground(bytes32 root) public {
        bytes32 expected = rootOf(forest);
        if (root == expected) return;
        _report.groundRoot = root;
        postReverts(
            _report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleGroundMismatch.selector,
                forest,
                root,
                expected
            )
        );
    }

    function testFuzz_L14_a_report_claims_the_area_that_was_validated(uint64 claimedM2) public {
        if (claimedM2 == CLAIMED_M2) return;
        _report.claimedM2 = claimedM2;
        postReverts(
            _report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleClaimedAreaMismatch.selector,
                claimedM2,
                uint56(CLAIMED_M2)
            )
        );
    }

    function testFuzz_L14_enough_of_it_was_observed_and_not_more_than_there_is(uint64 observedM2) public {
        if (observedM2 >= CLAIMED_M2 / 2 && observedM2 <= CLAIMED_M2) return;
        _report.observedM2 = observedM2;
        postReverts(
            _report,
            abi.encodeWithSelector(
                IVerificationOracle.VerificationOracleObservedAreaInvalid.selector,
                observedM2,
                CLAIMED_M2,
                uint32(500_000)
            )
        );
    }

    function test_L5_what_is_worth_nothing_is_not_issued() public {
        _report.measuredKg = _report.baselineKg + _report.leakageKg;
        bytes32 reportId = post(_report);
        pass(7 days);
        require(oracle.issuable(reportId), "it stands");
        vm.expectRevert(abi.encodeWithSelector(ICarbonCredit.CarbonCreditNothingToIssue.selector, reportId));
        credit.issue(reportId);
    }
}
