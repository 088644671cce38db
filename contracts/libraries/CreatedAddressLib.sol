// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title CreatedAddressLib
/// @notice Where the CREATE instruction, or a transaction without a recipient, puts a contract.
library CreatedAddressLib {
    /// @notice The address of the contract that `creator` makes with this nonce: the last 20 bytes of
    /// `keccak256(rlp([creator, nonce]))`.
    function addressOf(address creator, uint256 nonce) internal pure returns (address) {
        // RLP writes zero as the empty string, and a number below 128 as itself.
        if (nonce == 0) return _hash(abi.encodePacked(hex"d694", creator, hex"80"));
        if (nonce < 0x80) return _hash(abi.encodePacked(hex"d694", creator, uint8(nonce)));
        uint256 size = 1;
        while (nonce >> (8 * size) != 0) ++size;
        bytes memory rlp = abi.encodePacked(uint8(0xd6 + size), hex"94", creator, uint8(0x80 + size));
        return _hash(abi.encodePacked(rlp, _bytes(nonce, size)));
    }

    function _bytes(uint256 value, uint256 size) private pure returns (bytes memory text) {
        text = new bytes(size);
        for (uint256 i = 0; i < size; ++i) text[i] = bytes1(uint8(value >> (8 * (size - 1 - i))));
    }

    function _hash(bytes memory rlp) private pure returns (address) {
        return address(uint160(uint256(keccak256(rlp))));
    }
}
