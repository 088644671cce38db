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

    /// @dev Upper bounds on the area of an S2 cell at level 16 and 20, in tenths of a square metre. No cell of S2's
    /// quadratic projection exceeds 2.635799256963161491 / 4^level steradians (s2metrics.cc, kMaxArea): 24,910 and
    /// 97.3 m2 on a sphere of 6,371,010 m, rounded up here. Actual cells stay below that; the quarter added below
    /// covers the ellipsoid (1 %) and pixels counted by their centres.
    uint256 private constant MAX_CELL_LEVEL_16 = 249_500;
    uint256 private constant MAX_CELL_LEVEL_20 = 975;

    /// @notice Reverts unless areas fit each other, the methodology and the ground's cells.
    function requireAreas(
        Report calldata report,
        MethodologyTerms memory methodology,
        uint8 edgeLevel,
        uint64 edgeCells
    ) internal pure {
        uint256 maxCell = edgeLevel == 16 ? MAX_CELL_LEVEL_16 : MAX_CELL_LEVEL_20;
        uint256 maximumM2 = (edgeCells * maxCell * 5) / 40;
        require(
            report.claimedM2 > 0 && report.claimedM2 <= maximumM2,
            IVerificationOracle.VerificationOracleClaimedAreaInvalid(report.claimedM2, maximumM2)
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
