// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CharacterLib} from "./CharacterLib.sol";
import {Utf8Lib} from "./Utf8Lib.sol";

/// @title TextLib
/// @notice Makes text from strangers safe to show.
/// @dev What is stored stays as given; only what is shown passes through here.
library TextLib {
    /// @dev U+FFFD REPLACEMENT CHARACTER in UTF-8.
    bytes3 private constant REPLACEMENT = 0xefbfbd;

    /// @notice Whether at least one character of the text leaves ink.
    function isVisible(string memory text) internal pure returns (bool) {
        bytes memory source = bytes(text);
        for (uint256 i = 0; i < source.length;) {
            (uint256 code, uint256 size) = Utf8Lib.decode(source, i);
            if (size > 0 && CharacterLib.isVisible(code)) return true;
            i += size == 0 ? 1 : size;
        }
        return false;
    }

    /// @notice Valid UTF-8 (RFC 3629) without characters that hide or reorder text: each invalid byte and each such
    /// character becomes U+FFFD.
    function clean(string memory text) internal pure returns (string memory) {
        bytes memory source = bytes(text);
        bytes memory target = new bytes(source.length * 3);
        uint256 length = 0;
        for (uint256 i = 0; i < source.length;) {
            (uint256 code, uint256 size) = Utf8Lib.decode(source, i);
            if (size == 0 || CharacterLib.isHidden(code)) {
                for (uint256 j = 0; j < 3; ++j) target[length++] = REPLACEMENT[j];
                i += size == 0 ? 1 : size;
            } else {
                for (uint256 j = 0; j < size; ++j) target[length++] = source[i++];
            }
        }
        return string(cut(target, 0, length));
    }

    /// @notice Clean text with the five characters escaped that mean something in XML 1.0.
    function xml(string memory text) internal pure returns (string memory) {
        bytes memory source = bytes(text);
        bytes memory target = new bytes(source.length * 6);
        uint256 length = 0;
        for (uint256 i = 0; i < source.length; ++i) {
            bytes memory escaped = _entity(source[i]);
            for (uint256 j = 0; j < escaped.length; ++j) target[length++] = escaped[j];
        }
        return string(cut(target, 0, length));
    }

    /// @notice The bytes from `from` up to `to`.
    function cut(bytes memory source, uint256 from, uint256 to) internal pure returns (bytes memory part) {
        part = new bytes(to - from);
        assembly ("memory-safe") {
            mcopy(add(part, 0x20), add(add(source, 0x20), from), sub(to, from))
        }
    }

    function _entity(bytes1 character) private pure returns (bytes memory) {
        if (character == "&") return "&amp;";
        if (character == "<") return "&lt;";
        if (character == ">") return "&gt;";
        if (character == '"') return "&quot;";
        return character == "'" ? bytes("&#39;") : abi.encodePacked(character);
    }
}
