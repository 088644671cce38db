// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The account of one report's credits, in one storage slot. Circulating is what is left of issued.
struct Batch {
    uint64 issuedKg;
    uint64 bufferedKg;
    uint64 retiredKg;
    uint64 cancelledKg;
}

/// @notice A run of kilograms of one batch: serials `serialStart` to `serialStart + amountKg`, half open.
struct Lot {
    uint256 batchId;
    uint64 amountKg;
    uint64 serialStart;
}
