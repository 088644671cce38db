// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGroundRegistry} from "../interfaces/IGroundRegistry.sol";
import {Block} from "../types/Block.sol";

/// @title BlocksLib
/// @notice Hashes and logs a segment's blocks straight from calldata, where they already lie ABI encoded: 64 bytes each.
/// @dev The compiler would decode and encode each block again, twice, which costs about a thousand gas a block. What
/// comes out is the same, bit for bit: test/contracts/ground-claims.test.ts decodes the logs and recomputes the roots
/// with viem. Callers must read every block's cell first, or know its hash, since nothing here checks that a cell fits
/// its 64 bits.
library BlocksLib {
    /// @notice The root after a segment: `keccak256(abi.encodePacked(root, keccak256(abi.encode(blocks))))`.
    function chain(Block[] calldata blocks, bytes32 root) internal pure returns (bytes32) {
        bytes32 segment = keccak256(abi.encodePacked(uint256(0x20), blocks.length, _raw(blocks)));
        return keccak256(abi.encodePacked(root, segment));
    }

    /// @notice Emits `GroundClaimed(projectId, segmentIndex, blocks)`.
    function emitClaimed(Block[] calldata blocks, uint64 projectId, uint32 segmentIndex) internal {
        bytes memory data = abi.encodePacked(uint256(segmentIndex), uint256(0x40), blocks.length, _raw(blocks));
        bytes32 topic = IGroundRegistry.GroundClaimed.selector;
        assembly ("memory-safe") {
            log2(add(data, 0x20), mload(data), topic, projectId)
        }
    }

    function _raw(Block[] calldata blocks) private pure returns (bytes calldata raw) {
        assembly ("memory-safe") {
            raw.offset := blocks.offset
            raw.length := mul(blocks.length, 0x40)
        }
    }
}
