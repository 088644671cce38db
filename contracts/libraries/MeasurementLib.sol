// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVerificationOracle} from "../interfaces/IVerificationOracle.sol";
import {MethodologyTerms} from "../types/Methodology.sol";
import {Report, ReportKind} from "../types/Report.sol";

/// @title MeasurementLib
/// @notice Bounds on what a report may say (L14, L15).
/// @dev Overflow is not possible in any product here: amounts and areas are below 2^64, all other factors together
/// below 2^120.
library MeasurementLib {
    uint256 private constant ONE_PPM = 1_000_000;

    uint256 private constant M2_PER_HA = 10_000;

    /// @dev 365.2425 days: the Gregorian calendar has 97 leap years in 400.
    uint256 private constant YEAR = 31_556_952;

    /// @notice Reverts unless the claimed area is the project's, and as much of it was observed as the methodology asks.
    function requireAreas(Report calldata report, MethodologyTerms memory methodology, uint56 areaM2) internal pure {
        require(
            report.claimedM2 == areaM2,
            IVerificationOracle.VerificationOracleClaimedAreaMismatch(report.claimedM2, areaM2)
        );
        bool observedEnough = report.observedM2 * ONE_PPM >= uint256(report.claimedM2) * methodology.minObservedPpm;
        require(
            report.observedM2 <= report.claimedM2 && observedEnough,
            IVerificationOracle.VerificationOracleObservedAreaInvalid(
                report.observedM2,
                report.claimedM2,
                methodology.minObservedPpm
            )
        );
    }

    /// @notice Reverts unless the period is as long as the methodology allows. It must not end before it starts.
    function requireLength(Report calldata report, MethodologyTerms memory methodology) internal pure {
        uint256 period = report.periodEnd - report.periodStart;
        require(
            period >= methodology.minPeriod && period <= methodology.maxPeriod,
            IVerificationOracle.VerificationOraclePeriodLength(period, methodology.minPeriod, methodology.maxPeriod)
        );
    }

    /// @notice Reverts unless the measured amount is possible on the observed area in the period. The unobserved earns
    /// nothing (L14). The period must not end before it starts.
    function requirePlausible(Report calldata report, MethodologyTerms memory methodology) internal pure {
        uint256 period = report.periodEnd - report.periodStart;
        uint256 maximumKg = (methodology.maxKgPerHaYear * uint256(report.observedM2) * period) / (M2_PER_HA * YEAR);
        require(
            report.measuredKg <= maximumKg,
            IVerificationOracle.VerificationOracleMeasuredImplausible(report.measuredKg, maximumKg)
        );
    }

    /// @notice Reverts if an observation states more than a loss.
    function requireKind(Report calldata report) internal pure {
        if (report.kind == ReportKind.Credit) return;
        uint256 stated = uint256(report.measuredKg) + report.baselineKg + report.leakageKg + report.halfWidthKg;
        require(stated == 0, IVerificationOracle.VerificationOracleObservationMeasures(report.projectId));
    }
}
