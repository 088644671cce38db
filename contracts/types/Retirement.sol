// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a retirement is for.
enum Purpose {
    Voluntary,
    Compliance,
    Corsia,
    Other
}

/// @notice What a certificate is to say, and who gets it.
struct Retirement {
    Purpose purpose;
    address recipient; // Gets the certificate. Never zero; the holder itself unless the holder says otherwise.
    string beneficiary;
    string message;
}

/// @notice What a holder signs, so that anybody may retire its credits as it says.
struct RetirementRequest {
    address holder;
    uint256[] batchIds;
    uint64[] amountsKg;
    Retirement retirement;
    uint256 nonce; // Any that the holder has not used, in any order.
    uint40 deadline; // The last second in which it may be submitted, Unix time.
}
