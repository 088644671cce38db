// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Part of a project's ground: a parent cell and those of its 256 children (four levels down) claimed whole.
struct Block {
    uint64 cell; // S2 cell id at level 8, 12 or 16.
    uint256 bits; // Bit i is child i in S2's order along the Hilbert curve.
}
