// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a retirement is for.
enum Purpose {
    Voluntary,
    Compliance,
    Corsia,
    Other
}

/// @notice What the retiring holder states on the certificate.
struct Retirement {
    Purpose purpose;
    string beneficiary;
    string message;
}
