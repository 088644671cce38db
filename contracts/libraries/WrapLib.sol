// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CharacterLib} from "./CharacterLib.sol";
import {TextLib} from "./TextLib.sol";
import {Utf8Lib} from "./Utf8Lib.sol";

/// @title WrapLib
/// @notice Breaks clean text into lines by the widths of its characters.
library WrapLib {
    string private constant ELLIPSIS = unicode"…";

    /// @notice The text in at most `lines` lines, none wider than `width` in the units of `CharacterLib`; the last ends
    /// in an ellipsis when there is more.
    /// @dev Lines end between words, and between the characters of scripts without spaces; a word that is longer than a
    /// line is broken, but never within what is seen as one character.
    function wrap(string memory text, uint256 width, uint256 lines) internal pure returns (string[] memory wrapped) {
        bytes memory source = bytes(text);
        wrapped = new string[](lines);
        uint256 count = 0;
        uint256 from = _skipSpaces(source, 0);
        while (from < source.length && count < lines) {
            uint256 to = _fit(source, from, width);
            uint256 next = _skipSpaces(source, to);
            bool more = count + 1 == lines && next < source.length;
            if (more) to = _fit(source, from, width - CharacterLib.EM);
            string memory line = string(TextLib.cut(source, from, to));
            wrapped[count++] = more ? string.concat(line, ELLIPSIS) : line;
            from = next;
        }
        assembly ("memory-safe") {
            mstore(wrapped, count)
        }
    }

    /// @dev Where a line that begins at `from` ends: after as much as fits, and at least one character.
    function _fit(bytes memory source, uint256 from, uint256 width) private pure returns (uint256) {
        uint256 used = 0;
        uint256 previous = 0;
        uint256 afterWord = from;
        uint256 afterCharacter = from;
        for (uint256 i = from; i < source.length;) {
            (uint256 code, uint256 size) = Utf8Lib.decode(source, i);
            if (i > from && !CharacterLib.clings(previous, code)) {
                afterCharacter = i;
                if (CharacterLib.parts(previous, code)) afterWord = i;
            }
            used += CharacterLib.width(code);
            // A space may hang over the end: it is not seen.
            if (used > width && code != 0x20) {
                if (afterWord > from) return afterWord;
                if (afterCharacter > from) return afterCharacter;
                return i > from ? i : i + size;
            }
            previous = code;
            i += size;
        }
        return source.length;
    }

    function _skipSpaces(bytes memory source, uint256 from) private pure returns (uint256) {
        while (from < source.length && source[from] == " ") ++from;
        return from;
    }
}
