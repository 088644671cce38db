// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title CanonicalTextLib
/// @notice Texts that are compared as bytes must have one spelling: visible ASCII without lowercase letters or spaces.
library CanonicalTextLib {
    /// @notice The longest canonical text, in bytes.
    uint256 internal constant MAX_LENGTH = 64;

    /// @notice The text is empty or too long.
    error CanonicalTextLength(uint256 length, uint256 maximum);

    /// @notice The byte at the index is not visible ASCII, or is a lowercase letter.
    error CanonicalTextCharacter(string text, uint256 index);

    /// @notice Reverts unless the text is canonical and 1 to `MAX_LENGTH` bytes long.
    function requireCanonical(string calldata text) internal pure {
        bytes calldata characters = bytes(text);
        uint256 length = characters.length;
        require(length > 0 && length <= MAX_LENGTH, CanonicalTextLength(length, MAX_LENGTH));

        for (uint256 i = 0; i < length; ++i) {
            bytes1 character = characters[i];
            bool visible = character > 0x20 && character < 0x7f;
            bool lowercase = character >= "a" && character <= "z";
            require(visible && !lowercase, CanonicalTextCharacter(text, i));
        }
    }
}
