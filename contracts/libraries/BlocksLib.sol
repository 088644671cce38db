// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGroundRegistry} from "../interfaces/IGroundRegistry.sol";
import {Block} from "../types/Block.sol";
import {S2CellLib} from "./S2CellLib.sol";

/// @title BlocksLib
/// @notice Hashes, logs and counts a segment's blocks straight from calldata, where they already lie ABI encoded: 64
/// bytes each.
/// @dev The compiler would decode and encode each block again, twice, which costs about a thousand gas a block. What
/// comes out is the same, bit for bit: test/contracts/ground-claims.test.ts decodes the logs and recomputes the roots
/// with viem. Callers must read every block's cell first, or know its hash, since nothing here checks that a cell fits
/// its 64 bits.
library BlocksLib {
    using S2CellLib for uint256;

    /// @notice What the root chains for a segment: `keccak256(abi.encode(blocks))`.
    function digest(Block[] calldata blocks) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint256(0x20), blocks.length, _raw(blocks)));
    }

    /// @notice The root after one more segment.
    function chain(bytes32 root, bytes32 segment) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(root, segment));
    }

    /// @notice Emits `GroundClaimed(projectId, segmentIndex, paid, blocks)`.
    function emitClaimed(Block[] calldata blocks, uint64 projectId, uint32 segmentIndex, uint256 paid) internal {
        bytes memory data = abi.encodePacked(uint256(segmentIndex), paid, uint256(0x60), blocks.length, _raw(blocks));
        bytes32 topic = IGroundRegistry.GroundClaimed.selector;
        assembly ("memory-safe") {
            log2(add(data, 0x20), mload(data), topic, projectId)
        }
    }

    /// @notice How many edge-level cells the blocks hold.
    function edgeCells(Block[] calldata blocks, uint8 edgeLevel) internal pure returns (uint256 count) {
        for (uint256 i = 0; i < blocks.length; ++i) {
            count += S2CellLib.edgeCells(uint256(blocks[i].cell).lsb(), blocks[i].bits, edgeLevel);
        }
    }

    /// @notice The blocks without the bits that were left out, and those bits. Blocks without bits are dropped.
    /// @param leftOut One word for each block: some of its bits.
    function split(
        Block[] calldata blocks,
        uint256[] memory leftOut
    ) internal pure returns (Block[] memory kept, Block[] memory dropped) {
        (uint256 keptCount, uint256 droppedCount) = (0, 0);
        for (uint256 i = 0; i < blocks.length; ++i) {
            if (blocks[i].bits != leftOut[i]) ++keptCount;
            if (leftOut[i] != 0) ++droppedCount;
        }
        kept = new Block[](keptCount);
        dropped = new Block[](droppedCount);
        for (uint256 i = blocks.length; i > 0; --i) {
            (uint64 cell, uint256 bits, uint256 out) = (blocks[i - 1].cell, blocks[i - 1].bits, leftOut[i - 1]);
            if (bits != out) kept[--keptCount] = Block({cell: cell, bits: bits & ~out});
            if (out != 0) dropped[--droppedCount] = Block({cell: cell, bits: out});
        }
    }

    function _raw(Block[] calldata blocks) private pure returns (bytes calldata raw) {
        assembly ("memory-safe") {
            raw.offset := blocks.offset
            raw.length := mul(blocks.length, 0x40)
        }
    }
}
