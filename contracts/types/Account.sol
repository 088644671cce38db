// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What all of a project's accepted reports say together, since its crediting start, in one storage slot.
/// @dev No sum overflows: each term is below 2^66, and there are fewer than 2^29 reports of at least a second each
/// before a period's end leaves 40 bits.
struct Account {
    int96 grossKg; // Measured less baseline, leakage and loss. Negative when more was lost than gained.
    uint96 halfWidthKg; // Half-widths, added as if all errors went the same way.
    uint64 creditedKg; // Net amounts, issued or issuable.
}
