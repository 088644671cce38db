// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CertificateRecord} from "../types/CertificateRecord.sol";
import {Condition} from "../types/Condition.sol";
import {ICarbonCredit} from "./ICarbonCredit.sol";
import {ICertificatePicture} from "./ICertificatePicture.sol";

/// @title ICertificateRenderer
/// @notice Describes certificates: JSON with a picture (SVG), from the chain alone.
/// @dev Holds nothing. Texts of strangers are made safe to show: invalid UTF-8, control characters and characters that
/// reorder text become U+FFFD, then JSON is escaped. The picture may cut texts; the JSON has all of them.
interface ICertificateRenderer {
    /// @notice The token URI of a certificate: `data:application/json;base64,`.
    /// @param credit The carbon credit contract that knows the record's batches.
    /// @param certificateId The certificate's id.
    /// @param record What it states.
    /// @param condition How its tonnes fare now.
    function tokenURI(
        ICarbonCredit credit,
        uint256 certificateId,
        CertificateRecord calldata record,
        Condition condition
    ) external view returns (string memory);

    /// @notice What draws the picture.
    function picture() external view returns (ICertificatePicture);
}
