// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Utf8Lib
/// @notice Reads UTF-8 (RFC 3629).
library Utf8Lib {
    /// @notice Code point and number of bytes of the sequence at `i`; zero bytes when it is not valid: a wrong lead or
    /// continuation byte, cut short, overlong, a surrogate, or beyond U+10FFFF.
    function decode(bytes memory source, uint256 i) internal pure returns (uint256 code, uint256 size) {
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
}
