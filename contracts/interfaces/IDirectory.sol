// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Part} from "../types/Part.sol";

/// @title IDirectory
/// @notice Says where each part of one registry is: the one address from which every other follows.
/// @dev A registry's parts are made by one account, one after the other, this one first and the others in the order of
/// `Part`. So every address is known before its contract is there, parts can name each other for good, and none has to
/// make another. Each part derives its peers from here when it is made, and refuses to be made anywhere else.
///
/// Assumptions:
/// - the maker sends nothing between the parts; if it does, the next part refuses to be made, and the registry is begun
///   anew with a new directory.
///
/// Warning: an address says nothing about code. Before trusting a registry, compare its parts' code with the sources.
interface IDirectory {
    /// @notice The maker's nonce is not the one by which this contract was made.
    error DirectoryNonceMismatch(address maker, uint256 nonce, address expected);

    /// @notice This address is not where the directory says that the part is.
    error DirectoryMismatch(Part part, address expected, address actual);

    /// @notice Where a part is, whether or not it has been made yet.
    function addressOf(Part part) external view returns (address);

    /// @notice The account that makes the parts.
    function maker() external view returns (address);

    /// @notice The maker's nonce by which this contract was made; each part's is higher by its place in `Part`.
    function firstNonce() external view returns (uint256);
}
