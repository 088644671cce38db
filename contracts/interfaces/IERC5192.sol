// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IERC5192
/// @notice ERC-5192: tokens that can not be transferred. Interface id 0xb45a3c0e.
interface IERC5192 {
    /// @notice The token can not be transferred from now on.
    event Locked(uint256 tokenId);

    /// @notice The token can be transferred from now on.
    event Unlocked(uint256 tokenId);

    /// @notice Whether the token can not be transferred. Reverts for a token that does not exist.
    function locked(uint256 tokenId) external view returns (bool);
}
