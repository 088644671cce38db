// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Account} from "../types/Account.sol";
import {MethodologyTerms} from "../types/Methodology.sol";
import {Report} from "../types/Report.sol";
import {DeductionLib} from "./DeductionLib.sol";

/// @title AccountLib
/// @notice A loss is owed (L5): what a project's reports earn together, however its time is cut into periods.
/// @dev A report earns what the account earns with it, less what was credited before, and never less than nothing. So
/// the sum of credits is the most that the time up to the end of any report earned as one whole; what a later loss took
/// of that is owed, and later gains pay it first.
library AccountLib {
    using SafeCast for uint256;

    uint256 private constant ONE_PPM = 1_000_000;

    /// @notice Credits a report to an account.
    /// @return grown The account with the report's amounts and what it was credited with.
    /// @return deductionKg What doubt takes of all that the account holds.
    /// @return netKg What the report earns.
    function credit(
        Account memory account,
        Report calldata report,
        MethodologyTerms memory methodology
    ) internal pure returns (Account memory grown, uint64 deductionKg, uint64 netKg) {
        grown = Account({
            grossKg: account.grossKg + _gross(report),
            halfWidthKg: account.halfWidthKg + report.halfWidthKg,
            creditedKg: account.creditedKg
        });
        uint64 earnedKg;
        (deductionKg, earnedKg) = earned(grown, methodology);
        if (earnedKg > grown.creditedKg) netKg = earnedKg - grown.creditedKg;
        grown.creditedKg += netKg;
    }

    /// @notice The account as it was before a report that was credited with `netKg`.
    function minus(
        Account memory account,
        Report calldata report,
        uint64 netKg
    ) internal pure returns (Account memory) {
        return
            Account({
                grossKg: account.grossKg - _gross(report),
                halfWidthKg: account.halfWidthKg - report.halfWidthKg,
                creditedKg: account.creditedKg - netKg
            });
    }

    /// @notice What the account earns as one whole, in kg, and what its doubt took of it. Nothing where it lost more than
    /// it gained, or where the doubt is wider than the methodology allows.
    function earned(
        Account memory account,
        MethodologyTerms memory methodology
    ) internal pure returns (uint64 deductionKg, uint64 earnedKg) {
        if (account.grossKg <= 0) return (0, 0);
        uint256 grossKg = uint96(account.grossKg);
        if (account.halfWidthKg * ONE_PPM > grossKg * methodology.maxHalfWidthPpm) return (grossKg.toUint64(), 0);
        uint256 taken = DeductionLib.deduct(
            grossKg,
            account.halfWidthKg,
            methodology.deductionForm,
            methodology.deductionZPpm
        );
        return (taken.toUint64(), (grossKg - taken).toUint64());
    }

    /// @notice What was lost beyond what was gained in the report's own period, with its doubt added, in kg; 0 for none.
    /// @dev A reversal as the VCS Program Definitions have it: the net benefit of one period is negative (not re-read). All
    /// that was ever issued fits the type, and nobody can lose more.
    function netLoss(
        Report calldata report,
        MethodologyTerms memory methodology
    ) internal pure returns (uint64 lossKg) {
        int96 grossKg = _gross(report);
        if (grossKg >= 0) return 0;
        uint256 upperKg = DeductionLib.deductLoss(
            uint96(-grossKg),
            report.halfWidthKg,
            methodology.deductionForm,
            methodology.deductionZPpm
        );
        return uint64(Math.min(upperKg, type(uint64).max));
    }

    /// @dev Cast is safe: sums of four numbers below 2^64.
    function _gross(Report calldata report) private pure returns (int96) {
        int256 debitKg = int256(uint256(report.baselineKg) + report.leakageKg + report.lossKg);
        return int96(int256(uint256(report.measuredKg)) - debitKg);
    }
}
