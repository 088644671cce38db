// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {TextLib} from "./TextLib.sol";

/// @title JsonLib
/// @notice JSON members. Numbers are decimal strings, so that no reader rounds them.
library JsonLib {
    /// @notice A member whose value needs no escaping.
    function text(string memory name, string memory value) internal pure returns (string memory) {
        return string.concat('"', name, '":"', value, '"');
    }

    /// @notice A member whose value is a number, as a decimal string.
    function number(string memory name, uint256 value) internal pure returns (string memory) {
        return text(name, Strings.toString(value));
    }

    /// @notice A member whose value a stranger wrote: cleaned and escaped.
    function stranger(string memory name, string memory value) internal pure returns (string memory) {
        return text(name, Strings.escapeJSON(TextLib.clean(value)));
    }

    /// @notice An ERC-721 attribute whose value needs no escaping.
    function attribute(string memory trait, string memory value) internal pure returns (string memory) {
        return string.concat('{"trait_type":"', trait, '","value":"', value, '"}');
    }
}
