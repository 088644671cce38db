// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "./interfaces/IDirectory.sol";
import {CreatedAddressLib} from "./libraries/CreatedAddressLib.sol";
import {Part} from "./types/Part.sol";

/// @title Directory
/// @dev Documented in IDirectory.
contract Directory is IDirectory {
    /// @inheritdoc IDirectory
    address public immutable maker;

    /// @inheritdoc IDirectory
    uint256 public immutable firstNonce;

    /// @param nonce The maker's nonce by which this contract is made.
    constructor(uint256 nonce) {
        address expected = CreatedAddressLib.addressOf(msg.sender, nonce);
        require(expected == address(this), DirectoryNonceMismatch(msg.sender, nonce, expected));

        maker = msg.sender;
        firstNonce = nonce;
    }

    /// @inheritdoc IDirectory
    function addressOf(Part part) external view returns (address) {
        return CreatedAddressLib.addressOf(maker, firstNonce + uint8(part));
    }
}
