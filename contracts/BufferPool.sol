// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {DirectoryPart} from "./DirectoryPart.sol";
import {IBufferPool} from "./interfaces/IBufferPool.sol";
import {ICarbonCredit} from "./interfaces/ICarbonCredit.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IPermanence} from "./interfaces/IPermanence.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {BatchIdLib} from "./libraries/BatchIdLib.sol";
import {Condition} from "./types/Condition.sol";
import {BufferAccount, LossAccount} from "./types/LossAccount.sol";
import {Part} from "./types/Part.sol";
import {Pool} from "./types/Pool.sol";

/// @title BufferPool
/// @dev Documented in IBufferPool.
contract BufferPool is IBufferPool, DirectoryPart {
    /* CONSTANTS */

    /// @inheritdoc IBufferPool
    ICarbonCredit public immutable credit;

    /// @inheritdoc IBufferPool
    IPermanence public immutable permanence;

    /// @inheritdoc IBufferPool
    IProjectRegistry public immutable projects;

    /* STORAGE */

    mapping(uint64 projectId => LossAccount) private _losses;
    mapping(Pool pool => BufferAccount) private _buffers;

    /// @dev Batches in the order of their issue.
    mapping(uint64 projectId => uint256[] batchIds) private _own;
    mapping(Pool pool => uint256[] batchIds) private _shared;

    constructor(IDirectory directory) DirectoryPart(directory, Part.BufferPool) {
        credit = ICarbonCredit(directory.addressOf(Part.CarbonCredit));
        permanence = IPermanence(directory.addressOf(Part.PermanenceMonitor));
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
    }

    /* CREDITS */

    /// @inheritdoc IBufferPool
    function admit(uint256 batchId, Pool pool, uint64 issuedKg, uint64 bufferedKg) external returns (uint64 lostKg) {
        require(msg.sender == address(credit), BufferPoolNotCredit(msg.sender));
        (uint64 projectId, , uint40 periodEnd) = BatchIdLib.split(batchId);
        LossAccount storage account = _losses[projectId];
        (uint64 dueKg, uint64 deficitKg) = (account.dueKg, account.deficitKg);
        bool alerted = permanence.alerted(projectId);
        require(
            !alerted && dueKg == 0 && deficitKg == 0,
            BufferPoolIssuanceStopped(projectId, alerted, dueKg, deficitKg)
        );

        account.issuedKg += issuedKg;
        _own[projectId].push(batchId);
        _shared[pool].push(batchId);
        if (account.unissuedKg > 0 && periodEnd <= account.unissuedUntil) {
            lostKg = uint64(Math.min(issuedKg, account.unissuedKg));
            account.unissuedKg -= lostKg;
            account.lostKg += lostKg;
            account.cancelledKg += lostKg;
            emit LossMetAtIssue(projectId, batchId, lostKg);
        }
        // The buffered part is lost last.
        _buffers[pool].bufferedKg += uint64(Math.min(bufferedKg, issuedKg - lostKg));
    }

    /* PERMANENCE MONITOR */

    /// @inheritdoc IBufferPool
    function owe(uint64 projectId, uint64 lossKg, uint40 spanEnd) external {
        require(msg.sender == address(permanence), BufferPoolNotMonitor(msg.sender));
        LossAccount storage account = _losses[projectId];
        Pool pool = projects.terms(projectId).pool;
        uint64 dueKg = uint64(Math.min(lossKg, account.issuedKg - account.lostKg));
        uint64 unissuedKg = lossKg - dueKg;
        account.lostKg += dueKg;
        account.dueKg += dueKg;
        _buffers[pool].dueKg += dueKg;
        if (spanEnd > account.lossUntil) account.lossUntil = spanEnd;
        if (unissuedKg > 0) {
            account.unissuedKg = uint64(Math.min(uint256(account.unissuedKg) + unissuedKg, type(uint64).max));
            if (spanEnd > account.unissuedUntil) account.unissuedUntil = spanEnd;
        }
        emit LossDue(projectId, pool, dueKg, unissuedKg, spanEnd);
    }

    /* SETTLEMENT */

    /// @inheritdoc IBufferPool
    function settle(uint64 projectId, uint256 maxBatches) external returns (uint64 cancelledKg, uint64 deficitKg) {
        require(maxBatches > 0, BufferPoolNoBatches());
        LossAccount storage account = _losses[projectId];
        uint64 dueKg = account.dueKg;
        require(dueKg > 0, BufferPoolNothingDue(projectId));
        Pool pool = projects.terms(projectId).pool;
        BufferAccount storage buffer = _buffers[pool];

        uint256[] storage own = _own[projectId];
        (uint64 ownKg, uint256 ownEmptied, uint256 steps) = _draw(own, account.emptied, dueKg, maxBatches);
        account.emptied = uint32(ownEmptied);
        uint64 sharedKg = 0;
        if (ownEmptied == own.length) {
            uint256[] storage shared = _shared[pool];
            uint256 emptied;
            (sharedKg, emptied, ) = _draw(shared, buffer.emptied, dueKg - ownKg, steps);
            buffer.emptied = uint64(emptied);
            if (emptied == shared.length) deficitKg = dueKg - ownKg - sharedKg;
        }

        cancelledKg = ownKg + sharedKg;
        account.dueKg = dueKg - cancelledKg - deficitKg;
        account.cancelledKg += cancelledKg;
        account.deficitKg += deficitKg;
        buffer.bufferedKg -= cancelledKg;
        buffer.dueKg -= cancelledKg + deficitKg;
        buffer.deficitKg += deficitKg;
        emit LossSettled(projectId, pool, ownKg, sharedKg, deficitKg);
    }

    /// @inheritdoc IBufferPool
    function makeGood(uint64 projectId, uint256 batchId, uint64 amountKg) external {
        LossAccount storage account = _losses[projectId];
        uint64 deficitKg = account.deficitKg;
        require(amountKg > 0 && amountKg <= deficitKg, BufferPoolAmountInvalid(projectId, amountKg, deficitKg));
        (uint64 issuedTo, , ) = BatchIdLib.split(batchId);
        require(
            issuedTo == projectId || permanence.condition(batchId) <= Condition.Compensated,
            BufferPoolCreditsDoubtful(batchId)
        );

        Pool pool = projects.terms(projectId).pool;
        account.deficitKg = deficitKg - amountKg;
        account.cancelledKg += amountKg;
        _buffers[pool].deficitKg -= amountKg;
        emit DeficitMadeGood(projectId, pool, msg.sender, batchId, amountKg);
        credit.cancelFrom(msg.sender, batchId, amountKg);
    }

    /* VIEWS */

    /// @inheritdoc IBufferPool
    function lossAccount(uint64 projectId) external view returns (LossAccount memory) {
        return _losses[projectId];
    }

    /// @inheritdoc IBufferPool
    function bufferAccount(Pool pool) external view returns (BufferAccount memory) {
        return _buffers[pool];
    }

    /// @inheritdoc IBufferPool
    function lossOf(uint256 batchId) external view returns (bool touched, bool unmet) {
        (uint64 projectId, , uint40 periodEnd) = BatchIdLib.split(batchId);
        LossAccount storage account = _losses[projectId];
        touched = account.lostKg > 0 && periodEnd <= account.lossUntil;
        unmet = account.dueKg > 0 || account.deficitKg > 0;
    }

    /* INTERNAL */

    /// @dev Cancels from the front of a queue of batches.
    /// @return drawnKg What was cancelled, at most what was wanted.
    /// @return emptied How many batches at the front are empty now.
    /// @return stepsLeft How many more batches may be looked at.
    function _draw(
        uint256[] storage queue,
        uint256 front,
        uint64 wantedKg,
        uint256 steps
    ) private returns (uint64 drawnKg, uint256 emptied, uint256 stepsLeft) {
        uint256 length = queue.length;
        (emptied, stepsLeft) = (front, steps);
        while (stepsLeft > 0 && emptied < length && drawnKg < wantedKg) {
            --stepsLeft;
            (uint64 cancelledKg, uint64 leftKg) = credit.cancelBuffered(queue[emptied], wantedKg - drawnKg);
            drawnKg += cancelledKg;
            if (leftKg == 0) ++emptied;
        }
    }
}
