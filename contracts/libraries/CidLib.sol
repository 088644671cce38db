// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title CidLib
/// @notice Text of a CIDv1 from its sha2-256 digest.
/// @dev Multiformats: CIDv1 = version, codec, multihash; multibase "b" is base32 of RFC 4648 in lower case, no padding.
library CidLib {
    /// @dev Multicodec of UnixFS directories and files with links.
    bytes1 internal constant DAG_PB = 0x70;

    /// @dev Multicodec of plain bytes.
    bytes1 internal constant RAW = 0x55;

    bytes32 private constant ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    /// @dev 36 bytes are 288 bits: 57 whole groups of five and three bits left.
    uint256 private constant GROUPS = 58;

    /// @notice The CID with a codec below 0x80 and the multihash of a sha2-256 digest (0x12, 32 bytes).
    function cid(bytes1 codec, bytes32 digest) internal pure returns (string memory) {
        // 290 bits, two more than there are, so that the last group is padded with zeros as RFC 4648 asks: the upper
        // 34 bits (header and two zero bits ahead) are kept apart from the 256 bits of the digest.
        uint256 header = (0x01 << 24) | (uint256(uint8(codec)) << 16) | 0x1220;
        bytes memory text = new bytes(GROUPS + 1);
        text[0] = "b";
        for (uint256 i = 0; i < GROUPS; ++i) text[i + 1] = ALPHABET[_group(header, uint256(digest), i)];
        return string(text);
    }

    /// @dev Five bits from bit 5i of header (32 bits) and digest (256 bits) in a row.
    function _group(uint256 header, uint256 digest, uint256 i) private pure returns (uint256) {
        uint256 end = 5 * i + 5;
        if (end <= 32) return (header >> (32 - end)) & 31;
        if (end == 35) return ((header << 3) | (digest >> 253)) & 31;
        return end <= 288 ? (digest >> (288 - end)) & 31 : (digest << (end - 288)) & 31;
    }
}
