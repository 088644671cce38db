// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title CharacterLib
/// @notice What a character does to the eye and to the end of a line.
library CharacterLib {
    /// @notice Units in which widths are counted: this many are an em, the width of an ideograph.
    uint256 internal constant EM = 20;

    /// @dev Widths in Noto Sans, DejaVu Sans and Helvetica, from above: their narrow ASCII has at most 0.64 em, colour
    /// emoji have up to 1.3.
    uint256 private constant NARROW = 13;
    uint256 private constant PICTURE = 26;

    /// @dev ASCII that is wider than narrow: capitals, m, w and # % & + < = > @ ^ ~, by code.
    uint256 private constant BROAD = 0x4080200047ffffff7000086800000000;

    /// @dev What no line begins with: closing marks, stops, small kana, the prolonged sound mark (after UAX 14, classes
    /// CL, CP, EX, IS, NS, QU and CJ). A bit for each character of a page of 256: U+00xx, U+20xx, U+30xx, U+FFxx.
    uint256 private constant NO_START_00 = 0x20000000200000008c00522200000000;
    uint256 private constant NO_START_20 = 0x03801000006022000000;
    uint256 private constant NO_START_30 = 0x786040a800000008000002aa600040a800000008000002aa000000008aa2aa26;
    uint256 private constant NO_START_FF = 0x01003a20000000200000008c005222;

    /// @dev What no line ends with: opening marks (class OP). Pages as above.
    uint256 private constant NO_END_00 = 0x08000000080000000000010000000000;
    uint256 private constant NO_END_20 = 0x11000000;
    uint256 private constant NO_END_30 = 0x25515500;
    uint256 private constant NO_END_FF = 0x04080000000800000000000100;

    /// @notice Control characters, zero-width space and marks, line and paragraph separators, bidirectional controls
    /// (Unicode TR9, TR36), invisible operators, the byte order mark, non-characters that XML forbids, and tags.
    /// @dev Joiners U+200C and U+200D are none of them: scripts and emoji need them.
    function isHidden(uint256 code) internal pure returns (bool) {
        if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
        if (code == 0xad || code == 0x61c || code == 0x200b || code == 0x200e || code == 0x200f) return true;
        if ((code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f)) return true;
        return code == 0xfeff || code & 0xfffe == 0xfffe || (code >= 0xe0000 && code <= 0xe007f);
    }

    /// @notice Whether a character leaves ink by itself: it is not hidden, no space, no filler, and no mark on another.
    function isVisible(uint256 code) internal pure returns (bool) {
        return !isHidden(code) && !_isBlank(code) && !_isMark(code);
    }

    /// @notice An upper bound of a character's width.
    function width(uint256 code) internal pure returns (uint256) {
        if (code < 0x80) return (BROAD >> code) & 1 == 1 ? EM : NARROW;
        if (_isMark(code)) return 0;
        // Halfwidth forms of East Asian Width (UAX 11).
        if (code >= 0xff61 && code <= 0xffdc) return NARROW;
        // Emoji, dingbats and signs, and scripts beyond the first plane that are not ideographs.
        bool picture = (code >= 0x2190 && code <= 0x2bff) || (code >= 0x10000 && (code < 0x20000 || code > 0x3ffff));
        return picture ? PICTURE : EM;
    }

    /// @notice Whether a character belongs to what stands before it, so that no line ever ends between them: marks, what
    /// is joined, skin tones, and the second half of a flag.
    function clings(uint256 previous, uint256 code) internal pure returns (bool) {
        if (_isMark(code) || previous == 0x200d || (code >= 0x1f3fb && code <= 0x1f3ff)) return true;
        return _isRegional(previous) && _isRegional(code);
    }

    /// @notice Whether a line may end between two characters that do not cling: after a space, and beside what is
    /// written without spaces, except before closing and after opening marks.
    function parts(uint256 previous, uint256 code) internal pure returns (bool) {
        if (code == 0x20) return false;
        if (previous == 0x20) return true;
        if (_isIn(code, NO_START_00, NO_START_20, NO_START_30, NO_START_FF)) return false;
        if (_isIn(previous, NO_END_00, NO_END_20, NO_END_30, NO_END_FF)) return false;
        return _isSpaceless(previous) || _isSpaceless(code);
    }

    /// @dev CJK symbols, kana, ideographs, fullwidth forms, pictures. Hangul has spaces.
    function _isSpaceless(uint256 code) private pure returns (bool) {
        if (code >= 0x2e80 && code <= 0xa4cf) return true;
        return (code >= 0xf900 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xffdc) || code >= 0x1f000;
    }

    /// @dev Spaces of any width, fillers of Hangul, and the blank of Braille.
    function _isBlank(uint256 code) private pure returns (bool) {
        if (code == 0x20 || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a)) return true;
        if (code == 0x202f || code == 0x205f || code == 0x3000 || code == 0x2800) return true;
        return code == 0x115f || code == 0x1160 || code == 0x3164 || code == 0xffa0;
    }

    /// @dev Combining marks of the scripts that stack them most, joiners, and variation selectors. Marks that are not
    /// here count as characters, which is too wide and never too narrow.
    function _isMark(uint256 code) private pure returns (bool) {
        if (code < 0x300) return false;
        if (code <= 0x36f || (code >= 0x483 && code <= 0x489) || (code >= 0x591 && code <= 0x5bd)) return true;
        if ((code >= 0x610 && code <= 0x61a) || (code >= 0x64b && code <= 0x65f) || code == 0x670) return true;
        if (code == 0xe31 || (code >= 0xe34 && code <= 0xe3a) || (code >= 0xe47 && code <= 0xe4e)) return true;
        if ((code >= 0x1ab0 && code <= 0x1aff) || (code >= 0x1dc0 && code <= 0x1dff)) return true;
        if (code == 0x200c || code == 0x200d || (code >= 0x20d0 && code <= 0x20ff)) return true;
        if ((code >= 0x302a && code <= 0x302f) || code == 0x3099 || code == 0x309a) return true;
        if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xfe20 && code <= 0xfe2f)) return true;
        return code >= 0xe0100 && code <= 0xe01ef;
    }

    function _isRegional(uint256 code) private pure returns (bool) {
        return code >= 0x1f1e6 && code <= 0x1f1ff;
    }

    /// @dev Whether the character's bit is set in its page.
    function _isIn(
        uint256 code,
        uint256 page00,
        uint256 page20,
        uint256 page30,
        uint256 pageFf
    ) private pure returns (bool) {
        uint256 page = code >> 8;
        uint256 bits =
            page == 0
                ? page00
                : page == 0x20
                    ? page20
                    : page == 0x30
                        ? page30
                        : page == 0xff
                            ? pageFf
                            : 0;
        return (bits >> (code & 0xff)) & 1 == 1;
    }
}
