// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Lot} from "./Batch.sol";
import {Purpose} from "./Retirement.sol";

/// @notice What a certificate states, for good.
struct CertificateRecord {
    address retiree; // The holder whose credits were retired.
    address recipient; // Whom the certificate belongs to.
    uint40 retiredAt; // Unix seconds.
    Purpose purpose;
    Lot[] lots; // What was retired, ascending by batch.
    string beneficiary; // Bytes as given: may be no valid UTF-8.
    string message; // Bytes as given: may be no valid UTF-8.
}
