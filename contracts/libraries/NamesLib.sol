// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {Condition} from "../types/Condition.sol";
import {Purpose} from "../types/Retirement.sol";

/// @title NamesLib
/// @notice Values as people read them.
library NamesLib {
    /// @notice How tonnes fare.
    function condition(Condition value) internal pure returns (string memory) {
        if (value == Condition.Sound) return "sound";
        if (value == Condition.Compensated) return "compensated";
        if (value == Condition.AtRisk) return "at risk";
        return value == Condition.Unmonitored ? "unmonitored" : "deficit";
    }

    /// @notice What a retirement is for.
    function purpose(Purpose value) internal pure returns (string memory) {
        if (value == Purpose.Voluntary) return "voluntary";
        if (value == Purpose.Compliance) return "compliance";
        return value == Purpose.Corsia ? "CORSIA" : "other";
    }

    /// @notice Kilograms as tonnes with three decimals: 25,001 is "25.001".
    function tonnes(uint256 kg) internal pure returns (string memory) {
        string memory rest = Strings.toString(1000 + (kg % 1000));
        // The leading 1 keeps the zeros; it becomes the point.
        bytes(rest)[0] = ".";
        return string.concat(Strings.toString(kg / 1000), rest);
    }
}
