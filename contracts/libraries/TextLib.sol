// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title TextLib
/// @notice Makes text from strangers safe to show, and counts it in characters.
/// @dev What is stored stays as given; only what is shown passes through here.
library TextLib {
    /// @dev U+FFFD REPLACEMENT CHARACTER in UTF-8.
    bytes3 private constant REPLACEMENT = 0xefbfbd;

    /// @notice Valid UTF-8 (RFC 3629) without characters that hide or reorder text: each invalid byte and each such
    /// character becomes U+FFFD.
    function clean(string memory text) internal pure returns (string memory) {
        bytes memory source = bytes(text);
        bytes memory target = new bytes(source.length * 3);
        uint256 length = 0;
        for (uint256 i = 0; i < source.length;) {
            (uint256 code, uint256 size) = _decode(source, i);
            if (size == 0 || _isHidden(code)) {
                for (uint256 j = 0; j < 3; ++j) target[length++] = REPLACEMENT[j];
                i += size == 0 ? 1 : size;
            } else {
                for (uint256 j = 0; j < size; ++j) target[length++] = source[i++];
            }
        }
        return string(_cut(target, 0, length));
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
        return string(_cut(target, 0, length));
    }

    /// @notice Clean text in lines of at most `width` characters, the last of at most `lines` lines ending in an
    /// ellipsis when there is more.
    function wrap(string memory text, uint256 width, uint256 lines) internal pure returns (string[] memory wrapped) {
        bytes memory source = bytes(text);
        uint256 needed = (_characters(source) + width - 1) / width;
        wrapped = new string[](needed < lines ? needed : lines);
        uint256 from = 0;
        for (uint256 line = 0; line < wrapped.length; ++line) {
            bool cut = line + 1 == lines && needed > lines;
            uint256 to = _skip(source, from, cut ? width - 1 : width);
            wrapped[line] = string.concat(string(_cut(source, from, to)), cut ? unicode"…" : "");
            from = to;
        }
    }

    /// @dev Code point and number of bytes of the sequence at `i`; zero bytes when it is not valid: a wrong lead or
    /// continuation byte, cut short, overlong, a surrogate, or beyond U+10FFFF.
    function _decode(bytes memory source, uint256 i) private pure returns (uint256 code, uint256 size) {
        uint256 lead = uint8(source[i]);
        if (lead < 0x80) return (lead, 1);
        if (lead < 0xc2 || lead > 0xf4) return (0, 0);
        size =
            lead < 0xe0
                ? 2
                : lead < 0xf0
                    ? 3
                    : 4;
        if (i + size > source.length) return (0, 0);
        code = lead & (0x7f >> size);
        for (uint256 j = 1; j < size; ++j) {
            uint256 next = uint8(source[i + j]);
            if (next & 0xc0 != 0x80) return (0, 0);
            code = (code << 6) | (next & 0x3f);
        }
        if (size == 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return (0, 0);
        if (size == 4 && (code < 0x10000 || code > 0x10ffff)) return (0, 0);
    }

    /// @dev Control characters, zero-width space and marks, line and paragraph separators, bidirectional controls
    /// (Unicode TR9, TR36), invisible operators, the byte order mark, non-characters that XML forbids, and tags.
    /// Joiners U+200C and U+200D stay: scripts and emoji need them.
    function _isHidden(uint256 code) private pure returns (bool) {
        if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
        if (code == 0xad || code == 0x61c || code == 0x200b || code == 0x200e || code == 0x200f) return true;
        if ((code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f)) return true;
        return code == 0xfeff || code & 0xfffe == 0xfffe || (code >= 0xe0000 && code <= 0xe007f);
    }

    function _entity(bytes1 character) private pure returns (bytes memory) {
        if (character == "&") return "&amp;";
        if (character == "<") return "&lt;";
        if (character == ">") return "&gt;";
        if (character == '"') return "&quot;";
        return character == "'" ? bytes("&#39;") : abi.encodePacked(character);
    }

    /// @dev In valid UTF-8 every character has one byte that is no continuation byte.
    function _characters(bytes memory source) private pure returns (uint256 count) {
        for (uint256 i = 0; i < source.length; ++i) {
            if (source[i] & 0xc0 != 0x80) ++count;
        }
    }

    /// @dev Where the text stands after `count` more characters, or its end.
    function _skip(bytes memory source, uint256 from, uint256 count) private pure returns (uint256 to) {
        for (to = from; to < source.length; ++to) {
            if (source[to] & 0xc0 == 0x80) continue;
            if (count == 0) return to;
            --count;
        }
    }

    function _cut(bytes memory source, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        assembly ("memory-safe") {
            mcopy(add(part, 0x20), add(add(source, 0x20), from), sub(to, from))
        }
    }
}
