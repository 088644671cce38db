// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Block} from "../types/Block.sol";
import {Pool} from "../types/Pool.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";

/// @title IGroundRegistry
/// @notice Who claims which ground: for each pool, a cell is claimed by at most one project (L1).
/// @dev The grid is S2 at levels 8, 12, 16 and 20; one step is 256 children. A block is a parent at level 8, 12 or 16
/// with the bits of the children claimed whole. Per pool and parent, `taken` holds claimed children and `touched` holds
/// children with anything claimed below them. A claim needs its bits neither taken nor touched and no ancestor's bit
/// taken; it marks its ancestors touched. So every overlap, at any pair of levels, is seen.
///
/// `groundRoot` chains what a project claimed: `root0 = keccak256(abi.encode(uint64 projectId))`, then for each segment
/// (one claim) `root = keccak256(abi.encodePacked(root, keccak256(abi.encode(Block[] blocks))))`.
///
/// No squatting: a draft pays a bond per block. Activation gives it back; ground of a draft that lapsed can be released
/// by anyone, who then earns the bond.
///
/// No ground earns twice for the same time (L2) through release: when ground of a project that earned is released,
/// the end of its last period stays marked at its cells and above them, and a later claim there by a project whose
/// crediting starts earlier is refused. The mark is per parent, so it may refuse the parent's other children too; it
/// never lets one through.
///
/// Assumptions:
/// - the project registry opens a record once per project and seals it once, at activation;
/// - a project's owner, pool, edge level and crediting start never change.
///
/// Warning: a release must name the blocks of the last segment exactly, as its `GroundClaimed` event shows them.
interface IGroundRegistry {
    /// @notice A project claimed a segment of ground. These events alone rebuild all ground.
    event GroundClaimed(uint64 indexed projectId, uint32 segmentIndex, Block[] blocks);

    /// @notice A project's last segment was released.
    event GroundReleased(uint64 indexed projectId, uint32 segmentIndex, Block[] blocks);

    /// @notice Bond was credited to an account, which may withdraw it.
    event BondReturned(uint64 indexed projectId, address indexed account, uint256 amount);

    /// @notice An account withdrew its bonds, in wei.
    event BondWithdrawn(address indexed account, uint256 amount);

    /// @notice Children of the cell are claimed already, whole or in part. For an ancestor's whole child, `cell` is the
    /// ancestor and `overlap` that child's bit.
    error GroundConflict(Pool pool, uint64 cell, uint256 overlap);

    /// @notice Ground in or around the cell earned until `earnedUntil`, after the claiming project's crediting start.
    error GroundEarnedBefore(Pool pool, uint64 cell, uint40 earnedUntil, uint40 creditingStart);

    /// @notice The cell is not an S2 cell at a level that the edge level allows for parents.
    error GroundCellInvalid(uint64 cell, uint8 edgeLevel);

    /// @notice The block names no child.
    error GroundBlockEmpty(uint64 cell);

    /// @notice Blocks are not strictly ascending by cell.
    error GroundBlocksUnsorted(uint64 previous, uint64 cell);

    /// @notice A segment has from 1 to `maximum` blocks.
    error GroundSegmentSize(uint256 blocks, uint256 maximum);

    /// @notice The payment is not the bond for these blocks, in wei.
    error GroundBondMismatch(uint256 paid, uint256 due);

    /// @notice The caller is not the project's owner.
    error GroundNotOwner(uint64 projectId, address caller);

    /// @notice The project is not a draft, or the draft has lapsed.
    error GroundNotDraft(uint64 projectId);

    /// @notice The project's ground may not be released before this time.
    error GroundNotReleasable(uint64 projectId, uint40 releasableAt, uint256 timestamp);

    /// @notice The previous root and blocks do not lead to the project's root.
    error GroundRootMismatch(uint64 projectId, bytes32 root, bytes32 given);

    /// @notice The bond for a block given at deployment is zero.
    error GroundBondMissing();

    /// @notice The caller is not the project registry.
    error GroundNotRegistry(address caller);

    /// @notice The account has no bond to withdraw.
    error GroundNoBond(address account);

    /// @notice The account refused the payment.
    error GroundPaymentFailed(address account, uint256 amount);

    /// @notice Opens a project's record. Project registry only.
    function open(uint64 projectId) external;

    /// @notice Credits the bond to the project's owner at activation. Project registry only.
    function seal(uint64 projectId, address owner) external;

    /// @notice Claims a segment for a draft. Owner only; pays `bondPerBlock` for each block.
    /// @dev Blocks are strictly ascending by cell; parents at level 8 or 12 for edge level 16, also 16 for edge level
    /// 20. At most `MAX_SEGMENT_BLOCKS`, so that releasing a segment always fits one transaction (EIP-7825).
    function claim(uint64 projectId, Block[] calldata blocks) external payable;

    /// @notice Releases a project's last segment. Anyone may call once `groundReleasableAt` has come.
    /// @dev A draft's bond goes to the owner up to the draft's expiry, afterwards to the caller.
    /// @param previousRoot The root before the segment was claimed.
    /// @param blocks The segment's blocks.
    function release(uint64 projectId, bytes32 previousRoot, Block[] calldata blocks) external;

    /// @notice Pays the caller's bonds out.
    function withdrawBond() external;

    /// @notice The parent's children that are claimed whole.
    function taken(Pool pool, uint64 parent) external view returns (uint256);

    /// @notice The parent's children that have ground claimed below them.
    function touched(Pool pool, uint64 parent) external view returns (uint256);

    /// @notice Until when released ground earned: children of this parent claimed whole, and anything below them.
    function earnedUntil(Pool pool, uint64 parent) external view returns (uint40 here, uint40 below);

    /// @notice A project's ground: chained root, number of edge-level cells, segments, and the bond held in wei.
    function groundOf(
        uint64 projectId
    ) external view returns (bytes32 root, uint64 edgeCells, uint32 segments, uint96 bond);

    /// @notice The blocks, with only those bits that can not be claimed now; blocks without such bits are left out.
    /// @dev Blocks in any order; levels 8, 12 and 16. Looks at what is claimed now, not at what earned before.
    function conflicts(Pool pool, Block[] calldata blocks) external view returns (Block[] memory);

    /// @notice The bonds that an account may withdraw, in wei.
    function bondOf(address account) external view returns (uint256);

    /// @notice The bond for one block, in wei.
    function bondPerBlock() external view returns (uint96);

    /// @notice The most blocks that one segment may have.
    function MAX_SEGMENT_BLOCKS() external view returns (uint256);

    /// @notice The project registry.
    function projects() external view returns (IProjectRegistry);
}
