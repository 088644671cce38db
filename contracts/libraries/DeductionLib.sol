// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {DeductionForm} from "../types/Methodology.sol";

/// @title DeductionLib
/// @notice What doubt costs: from the half-width of a 90 % interval to kilograms, by published rules, always rounded up.
/// @dev Quantiles are in millionths. Overflow is not possible in any product here: kilograms are below 2^96, all other
/// factors together below 2^60.
library DeductionLib {
    using Math for uint256;

    /// @dev 95 % one-sided normal quantile as ART TREES 2.0, equation 11, prints it.
    uint256 internal constant TREES_Z_90 = 1_645_006;

    /// @dev 95 % one-sided normal quantile: half of a two-sided 90 % interval.
    uint256 internal constant Z_90 = 1_644_854;

    /// @dev 97.5 % one-sided normal quantile: half of a two-sided 95 % interval.
    uint256 internal constant Z_95 = 1_959_964;

    /// @notice The deduction from a credit, in kg: at most the gross amount.
    /// @param grossKg Measured less baseline and leakage.
    /// @param halfWidthKg Half of the two-sided 90 % interval.
    /// @param zPpm The rule's quantile in millionths; `VcsExcess` and `CdmBands` do not read it.
    function deduct(
        uint256 grossKg,
        uint256 halfWidthKg,
        DeductionForm form,
        uint32 zPpm
    ) internal pure returns (uint256 deductionKg) {
        return Math.min(grossKg, _full(grossKg, halfWidthKg, form, zPpm));
    }

    /// @notice A loss with its doubt added, in kg: losses take the upper bound (L15).
    function deductLoss(
        uint256 lossKg,
        uint256 halfWidthKg,
        DeductionForm form,
        uint32 zPpm
    ) internal pure returns (uint256 upperKg) {
        return lossKg + _full(lossKg, halfWidthKg, form, zPpm);
    }

    function _full(
        uint256 grossKg,
        uint256 halfWidthKg,
        DeductionForm form,
        uint256 zPpm
    ) private pure returns (uint256) {
        if (form == DeductionForm.Trees) return (halfWidthKg * zPpm).ceilDiv(TREES_Z_90);
        if (form == DeductionForm.VcsQuantile) return _quantile(grossKg, halfWidthKg, zPpm);
        if (form == DeductionForm.VcsExcess) return _excess(grossKg, halfWidthKg);
        return (halfWidthKg * _bandPercent(grossKg, halfWidthKg)).ceilDiv(100);
    }

    /// @dev VCS Methodology Requirements: nothing up to a half-width of 10 %. Not re-read.
    function _quantile(uint256 grossKg, uint256 halfWidthKg, uint256 zPpm) private pure returns (uint256) {
        return halfWidthKg * 10 <= grossKg ? 0 : (halfWidthKg * zPpm).ceilDiv(Z_90);
    }

    /// @dev VM0007 / VMD0017: the part of the 95 % half-width beyond 15 % of gross. Not re-read.
    function _excess(uint256 grossKg, uint256 halfWidthKg) private pure returns (uint256) {
        uint256 wide = halfWidthKg * Z_95 * 100;
        uint256 allowed = grossKg * 15 * Z_90;
        return wide > allowed ? (wide - allowed).ceilDiv(Z_90 * 100) : 0;
    }

    /// @dev CDM AR-TOOL14: a share of the half-width that rises by bands. The table could not be re-read.
    function _bandPercent(uint256 grossKg, uint256 halfWidthKg) private pure returns (uint256) {
        uint256 hundredfold = halfWidthKg * 100;
        if (hundredfold <= grossKg * 10) return 0;
        if (hundredfold <= grossKg * 15) return 25;
        if (hundredfold <= grossKg * 20) return 50;
        return hundredfold <= grossKg * 30 ? 75 : 100;
    }
}
