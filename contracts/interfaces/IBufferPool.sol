// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BufferAccount, LossAccount} from "../types/LossAccount.sol";
import {Pool} from "../types/Pool.sol";
import {ICarbonCredit} from "./ICarbonCredit.sol";
import {IPermanence} from "./IPermanence.sol";
import {IProjectRegistry} from "./IProjectRegistry.sol";

/// @title IBufferPool
/// @notice Holds the buffered part of every reversible batch as credits, and cancels them for confirmed losses (L11).
/// @dev It can only cancel: nothing here transfers or retires. Issuance mints the buffered part to this contract, which
/// takes no other tokens.
///
/// A confirmed loss is due at once, up to what the project was issued and has not lost yet. `settle` meets it: first
/// from the project's own batches, oldest first, then from the other projects' of the same carbon pool, in the order in
/// which batches were issued. What is oldest was watched longest, and the newest buffer is left for the longest time
/// ahead. What the whole carbon pool can not meet is the project's deficit, and stops its issuance until anyone cancels
/// credits for it. For every project, always: lost = cancelled + due + deficit.
///
/// What was lost beyond all that was issued was perhaps measured and not issued yet. It is taken from batches that
/// are issued later, if their period ended by the end of the loss: cancelled as they are issued.
///
/// Assumptions:
/// - the permanence monitor counts no loss twice;
/// - credits call `admit` once for each batch, and cancel exactly what they say.
///
/// Warning: everything here is per carbon pool: a loss of biomass never draws on the buffer of peat.
interface IBufferPool {
    /// @notice A confirmed loss is due. What is beyond all that was issued is added to what later batches lose.
    event LossDue(uint64 indexed projectId, Pool indexed pool, uint64 dueKg, uint64 unissuedKg, uint40 spanEnd);

    /// @notice A batch was issued with a part of it lost before: that part is cancelled with its issue.
    event LossMetAtIssue(uint64 indexed projectId, uint256 indexed batchId, uint64 lostKg);

    /// @notice Settlement went on: this much was cancelled, from own batches and from the others, and this much is a new
    /// deficit.
    event LossSettled(uint64 indexed projectId, Pool indexed pool, uint64 ownKg, uint64 sharedKg, uint64 deficitKg);

    /// @notice Someone cancelled own credits for a project's deficit.
    event DeficitMadeGood(
        uint64 indexed projectId,
        Pool indexed pool,
        address indexed maker,
        uint256 batchId,
        uint64 amountKg
    );

    /// @notice The caller is not the credits' contract.
    error BufferPoolNotCredit(address caller);

    /// @notice The caller is not the permanence monitor.
    error BufferPoolNotMonitor(address caller);

    /// @notice The project's issuance stands still: an alert is open, a reported loss is not counted, or one is not met.
    error BufferPoolIssuanceStopped(uint64 projectId, bool alerted, uint64 dueKg, uint64 deficitKg);

    /// @notice Nothing of the project's losses is due.
    error BufferPoolNothingDue(uint64 projectId);

    /// @notice Settlement looks at one batch at least.
    error BufferPoolNoBatches();

    /// @notice The amount is zero or more than the project's deficit.
    error BufferPoolAmountInvalid(uint64 projectId, uint64 amountKg, uint64 deficitKg);

    /// @notice These credits are doubtful themselves, so that they make nothing good elsewhere.
    error BufferPoolCreditsDoubtful(uint256 batchId);

    /// @notice Notes a batch whose buffered part is minted to this contract. Credits only.
    /// @dev Reverts while the project is alerted (see IPermanence), or has a loss that is due or a deficit (L10, L11).
    /// @return lostKg What was lost of the batch before it was issued, which is to be cancelled with its issue.
    function admit(uint256 batchId, Pool pool, uint64 issuedKg, uint64 bufferedKg) external returns (uint64 lostKg);

    /// @notice Makes a confirmed loss due. Permanence monitor only.
    function owe(uint64 projectId, uint64 lossKg, uint40 spanEnd) external;

    /// @notice Cancels buffered credits for what is due of a project's losses. Anyone may call.
    /// @param maxBatches How many batches are looked at, at least 1: bounds the gas. What is left stays due.
    /// @return cancelledKg What was cancelled.
    /// @return deficitKg What became a deficit, since nothing is left to cancel.
    function settle(uint64 projectId, uint256 maxBatches) external returns (uint64 cancelledKg, uint64 deficitKg);

    /// @notice Cancels the caller's own credits for a project's deficit. Anyone may call.
    /// @dev The credits are the project's own, or of a batch that is sound or compensated, of any carbon pool.
    function makeGood(uint64 projectId, uint256 batchId, uint64 amountKg) external;

    /// @notice A project's losses and how they are met.
    function lossAccount(uint64 projectId) external view returns (LossAccount memory);

    /// @notice What a carbon pool's buffer holds against what is due and not met: its solvency.
    function bufferAccount(Pool pool) external view returns (BufferAccount memory);

    /// @notice How a batch's losses stand: whether one touches it, and whether a part of its project's is not met.
    function lossOf(uint256 batchId) external view returns (bool touched, bool unmet);

    /// @notice The credits.
    function credit() external view returns (ICarbonCredit);

    /// @notice The permanence monitor.
    function permanence() external view returns (IPermanence);

    /// @notice The project registry.
    function projects() external view returns (IProjectRegistry);
}
