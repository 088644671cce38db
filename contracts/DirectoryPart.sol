// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "./interfaces/IDirectory.sol";
import {Part} from "./types/Part.sol";

/// @title DirectoryPart
/// @notice A contract that can only be made where its registry's directory says that it is.
abstract contract DirectoryPart {
    constructor(IDirectory directory, Part part) {
        address expected = directory.addressOf(part);
        require(expected == address(this), IDirectory.DirectoryMismatch(part, expected, address(this)));
    }
}
