// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @title DateLib
/// @notice Unix seconds as RFC 3339 text in UTC.
library DateLib {
    /// @notice "2026-04-30".
    function date(uint40 timestamp) internal pure returns (string memory) {
        (uint256 year, uint256 month, uint256 day) = _civil(timestamp / 1 days);
        return string.concat(Strings.toString(year), "-", _two(month), "-", _two(day));
    }

    /// @notice "2026-04-30T12:00:00Z".
    function dateTime(uint40 timestamp) internal pure returns (string memory) {
        uint256 second = timestamp % 1 days;
        return
            string.concat(
                date(timestamp),
                "T",
                _two(second / 1 hours),
                ":",
                _two((second / 1 minutes) % 60),
                ":",
                _two(second % 60),
                "Z"
            );
    }

    /// @dev Days since 1970-01-01 to the Gregorian calendar. Years are counted from March, so that the leap day is a
    /// year's last; 146,097 days are 400 years, and 719,468 lie between 0000-03-01 and 1970-01-01 (Fliegel and Van
    /// Flandern 1968 in the form of 400-year eras).
    function _civil(uint256 daysSinceEpoch) private pure returns (uint256 year, uint256 month, uint256 day) {
        uint256 shifted = daysSinceEpoch + 719_468;
        uint256 dayOfEra = shifted % 146_097;
        uint256 yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint256 monthFromMarch = (5 * dayOfYear + 2) / 153;
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        year = (shifted / 146_097) * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    }

    function _two(uint256 value) private pure returns (string memory) {
        return string.concat(value < 10 ? "0" : "", Strings.toString(value));
    }
}
