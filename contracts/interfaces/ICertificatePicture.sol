// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertificateRecord} from "../types/CertificateRecord.sol";
import {Condition} from "../types/Condition.sol";

/// @title ICertificatePicture
/// @notice A certificate's picture as SVG 1.1, without scripts, links or fonts from elsewhere.
/// @dev Holds nothing. Texts of strangers are made safe to show: invalid UTF-8, control characters and characters that
/// reorder text become U+FFFD, then XML is escaped. They are wrapped by the width of their characters and cut with an
/// ellipsis where they do not fit.
interface ICertificatePicture {
    /// @notice The picture, 800 by 1000.
    /// @param certificateId The certificate's id.
    /// @param record What it states.
    /// @param totalKg The sum of its lots.
    /// @param condition How its tonnes fare now.
    /// @param cids The evidence of each lot.
    function svg(
        uint256 certificateId,
        CertificateRecord calldata record,
        uint256 totalKg,
        Condition condition,
        string[] calldata cids
    ) external pure returns (string memory);
}
