// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Block} from "../types/Block.sol";
import {Pool} from "../types/Pool.sol";
import {IPermanence} from "./IPermanence.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";

/// @title IGroundRegistry
/// @notice Who claims which ground: for each pool, a cell is claimed by at most one project (L1).
/// @dev The grid is S2 at levels 8, 12, 16 and 20; one step is 256 children. A block is a parent at level 8, 12 or 16
/// with the bits of the children claimed whole. Per pool and parent, `taken` holds claimed children and `touched` holds
/// children with anything claimed below them. A child is free when it is neither, and no ancestor is claimed whole. A
/// claim marks its ancestors touched. So every overlap, at any pair of levels, is seen. Biomass, blue carbon and peat
/// are the same carbon: they share one ground, and each sees the others' claims.
///
/// A claim takes what is free of the blocks it names, and an event tells what it left out. So nobody can make a claim
/// fail by taking one cell of it first. A whole child of which anything is taken is left out whole: its free part can
/// be claimed by finer blocks.
///
/// `groundRoot` chains what a project holds: `root0 = keccak256(abi.encode(uint64 projectId))`, then for each segment
/// (what one claim took) `root = keccak256(abi.encodePacked(root, keccak256(abi.encode(Block[] blocks))))`. A segment
/// is released by showing the chain around it, so in any order.
///
/// No squatting: a draft pays a bond, by area and by block, that is burnt evenly over `BOND_BURN_TIME` while the draft
/// holds ground. Activation returns the rest; ground of a draft that lapsed can be released by anyone, who then earns
/// the rest. A draft is prolonged for a fee that doubles each time, and is burnt. Ground that never earned and was
/// released can not be claimed again by the same developer for `RECLAIM_DELAY`. No project holds more than
/// `MAX_PROJECT_CELLS`, so that no validation gives away more.
///
/// No ground earns twice for the same time (L2) through release: cells of a project that was credited stay closed, when
/// they are released, to projects whose crediting starts before the end of what was credited. Exactly those cells.
///
/// Assumptions:
/// - the project registry opens a record once per project and seals it once, at activation;
/// - a project's pool, edge level and crediting start never change.
///
/// Warning: a release must name the blocks of a segment exactly, as its `GroundClaimed` event shows them.
/// Warning: the reclaim delay binds a developer, not who is behind it. Whoever is admitted as two pays bond and burn
/// anew, and anybody else may claim before.
interface IGroundRegistry {
    /// @notice A project claimed a segment of ground and paid for it, in wei. What was paid too much is returned. With
    /// `GroundReleased` these events alone rebuild all ground.
    event GroundClaimed(uint64 indexed projectId, uint32 segmentIndex, uint256 paid, Block[] blocks);

    /// @notice What the same claim named and did not take.
    event GroundLeftOut(uint64 indexed projectId, uint32 segmentIndex, Block[] blocks);

    /// @notice A segment of a project was released; those after it move down by one.
    event GroundReleased(uint64 indexed projectId, uint32 segmentIndex, Block[] blocks);

    /// @notice Bond was credited to an account, which may withdraw it.
    event BondReturned(uint64 indexed projectId, address indexed account, uint256 amount);

    /// @notice Part of a project's bond was burnt, in wei.
    event BondBurnt(uint64 indexed projectId, uint256 amount);

    /// @notice An account withdrew its bonds, in wei.
    event BondWithdrawn(address indexed account, uint256 amount);

    /// @notice The fee for a longer draft was paid and burnt, in wei.
    event ProlongationPaid(uint64 indexed projectId, uint256 fee);

    /// @notice Nothing of the claim is free for this project: see `leftOut`.
    error GroundNothingFree(uint64 projectId);

    /// @notice The cell is not an S2 cell at a level that the edge level allows for parents.
    error GroundCellInvalid(uint64 cell, uint8 edgeLevel);

    /// @notice The block names no child.
    error GroundBlockEmpty(uint64 cell);

    /// @notice Blocks are not strictly ascending by cell.
    error GroundBlocksUnsorted(uint64 previous, uint64 cell);

    /// @notice A segment has from 1 to `maximum` blocks.
    error GroundSegmentSize(uint256 blocks, uint256 maximum);

    /// @notice The project would hold more cells, counted at level 20, than one validation may give away.
    error GroundTooLarge(uint64 projectId, uint256 cells, uint256 maximum);

    /// @notice The payment is less than the bond for what was taken, in wei.
    error GroundBondTooLow(uint256 paid, uint256 due);

    /// @notice The payment is not the prolongation's fee, in wei.
    error GroundFeeMismatch(uint256 paid, uint256 due);

    /// @notice A bond given at deployment is zero, in wei.
    error GroundBondMissing(uint96 bondPerBlock, uint96 bondPerCell);

    /// @notice The draft holds no ground, so there is nothing to hold longer.
    error GroundNothingHeld(uint64 projectId);

    /// @notice The caller is not the project's owner.
    error GroundNotOwner(uint64 projectId, address caller);

    /// @notice The project is not a draft, or the draft has lapsed.
    error GroundNotDraft(uint64 projectId);

    /// @notice The project's ground may not be released before this time.
    error GroundNotReleasable(uint64 projectId, uint40 releasableAt, uint256 timestamp);

    /// @notice Something was lost there, or may be, and waits to be settled: what is said of it names this ground.
    error GroundAlerted(uint64 projectId);

    /// @notice The previous root, blocks and later segments do not lead to the project's root.
    error GroundRootMismatch(uint64 projectId, bytes32 root, bytes32 given);

    /// @notice The caller is not the project registry.
    error GroundNotRegistry(address caller);

    /// @notice The account has no bond to withdraw.
    error GroundNoBond(address account);

    /// @notice The account refused the payment.
    error GroundPaymentFailed(address account, uint256 amount);

    /// @notice Opens a project's record. Project registry only.
    function open(uint64 projectId) external;

    /// @notice Burns the bond's part for the time until now, and credits the rest to the project's owner. Project
    /// registry only, at activation.
    function seal(uint64 projectId, address owner) external;

    /// @notice Claims a segment for a draft: takes what is free of the blocks. Owner only; reverts when nothing is free.
    /// @dev Pays at least the bond for what is taken; what is paid too much is credited to the caller. Blocks are
    /// strictly ascending by cell; parents at level 8 or 12 for edge level 16, also 16 for edge level 20. At most
    /// `MAX_SEGMENT_BLOCKS`, so that releasing a segment needs at most half of a transaction's gas (EIP-7825).
    function claim(uint64 projectId, Block[] calldata blocks) external payable;

    /// @notice Lets a draft that holds ground live for another `draftLifetime` from now, for a fee. Owner only.
    function prolong(uint64 projectId) external payable;

    /// @notice Releases one segment of a project. Anyone may call once `groundReleasableAt` has come, unless the project is
    /// alerted.
    /// @dev What is not burnt of a draft's bond goes to the owner up to the draft's expiry, afterwards to the caller.
    /// @param previousRoot The root before the segment: of those claimed before it that are still held.
    /// @param blocks The segment's blocks.
    /// @param later `keccak256(abi.encode(blocks))` of each segment claimed after it that is still held, in order.
    function release(
        uint64 projectId,
        bytes32 previousRoot,
        Block[] calldata blocks,
        bytes32[] calldata later
    ) external;

    /// @notice Pays the caller's bonds out.
    function withdrawBond() external;

    /// @notice The parent's children that are claimed whole, by pools of the same carbon.
    function taken(Pool pool, uint64 parent) external view returns (uint256);

    /// @notice The parent's children that have ground claimed below them, by pools of the same carbon.
    function touched(Pool pool, uint64 parent) external view returns (uint256);

    /// @notice The parent's children with released ground that was credited beyond a time, in Unix seconds.
    function earnedAfter(Pool pool, uint64 parent, uint40 time) external view returns (uint256);

    /// @notice A project's ground: chained root, number of edge-level cells, segments, and the bond held in wei.
    function groundOf(
        uint64 projectId
    ) external view returns (bytes32 root, uint64 edgeCells, uint32 segments, uint96 bond);

    /// @notice The blocks, with only those bits that others hold or that hold ground of others.
    /// @dev Blocks in any order; levels 8, 12 and 16. Blocks without such bits are left out.
    function conflicts(Pool pool, Block[] calldata blocks) external view returns (Block[] memory);

    /// @notice The blocks, with only those bits that a claim of this project would leave out now: others hold them, they
    /// were credited after its crediting start, or its developer gave them up a short time ago.
    function leftOut(uint64 projectId, Block[] calldata blocks) external view returns (Block[] memory);

    /// @notice The bond for these blocks if all of them are taken, in wei.
    function bondFor(uint8 edgeLevel, Block[] calldata blocks) external view returns (uint256);

    /// @notice The fee for prolonging the draft, in wei: what is burnt of its bond in a draft's life, doubled each time.
    function prolongationFee(uint64 projectId) external view returns (uint256);

    /// @notice The bonds that an account may withdraw, in wei.
    function bondOf(address account) external view returns (uint256);

    /// @notice The part of the bond for one block, in wei: a block costs others finer blocks around it.
    function bondPerBlock() external view returns (uint96);

    /// @notice The part of the bond for one cell at level 20, about 77 m2, in wei: coarser cells count as what they hold.
    function bondPerCell() external view returns (uint96);

    /// @notice The most blocks that one segment may have.
    function MAX_SEGMENT_BLOCKS() external view returns (uint256);

    /// @notice The most cells, counted at level 20, that one project may hold: about two million hectares.
    function MAX_PROJECT_CELLS() external view returns (uint256);

    /// @notice In how many seconds a draft's whole bond is burnt.
    function BOND_BURN_TIME() external view returns (uint40);

    /// @notice For how many seconds a developer may not claim again what it gave up.
    function RECLAIM_DELAY() external view returns (uint40);

    /// @notice The permanence monitor.
    function permanence() external view returns (IPermanence);

    /// @notice The project registry.
    function projects() external view returns (IProjectRegistry);
}
