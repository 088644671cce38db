// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IPermanence} from "./interfaces/IPermanence.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {BlocksLib} from "./libraries/BlocksLib.sol";
import {ClosedGroundLib} from "./libraries/ClosedGroundLib.sol";
import {GroundLib} from "./libraries/GroundLib.sol";
import {StockLib} from "./libraries/StockLib.sol";
import {Block} from "./types/Block.sol";
import {Part} from "./types/Part.sol";
import {Pool} from "./types/Pool.sol";
import {ProjectStatus, ProjectTerms} from "./types/Project.sol";

/// @title GroundRegistry
/// @dev Documented in IGroundRegistry.
contract GroundRegistry is IGroundRegistry, DirectoryPart {
    using BlocksLib for Block[];
    using ClosedGroundLib for ClosedGroundLib.Closed;
    using GroundLib for GroundLib.Ground;
    using StockLib for Pool;

    /* CONSTANTS */

    /// @inheritdoc IGroundRegistry
    uint256 public constant MAX_SEGMENT_BLOCKS = 52;

    /// @inheritdoc IGroundRegistry
    uint256 public constant MAX_PROJECT_CELLS = 1 << 28;

    /// @inheritdoc IGroundRegistry
    uint40 public constant BOND_BURN_TIME = 120 days;

    /// @inheritdoc IGroundRegistry
    uint40 public constant RECLAIM_DELAY = 30 days;

    /// @dev Ether sent there is lost: an address whose key nobody is known to have, by common use.
    address private constant NOWHERE = 0x000000000000000000000000000000000000dEaD;

    /// @inheritdoc IGroundRegistry
    IProjectRegistry public immutable projects;

    /// @inheritdoc IGroundRegistry
    IPermanence public immutable permanence;

    /// @inheritdoc IGroundRegistry
    uint96 public immutable bondPerBlock;

    /// @inheritdoc IGroundRegistry
    uint96 public immutable bondPerCell;

    /* STORAGE */

    /// @dev Opened when the project is registered, so that a claim changes slots that are not zero.
    struct Record {
        bytes32 root;
        uint64 edgeCells;
        uint32 segments;
        uint96 bond;
        uint40 bondSince; // Mean time of payment, weighted by what was paid; never 0.
        uint8 prolongations;
    }

    mapping(Pool stock => GroundLib.Ground) private _ground;
    mapping(Pool stock => ClosedGroundLib.Closed) private _earned;
    mapping(uint24 developer => mapping(Pool stock => ClosedGroundLib.Closed)) private _givenUp;
    mapping(uint64 projectId => Record) private _records;

    /// @inheritdoc IGroundRegistry
    mapping(address account => uint256) public bondOf;

    modifier onlyRegistry() {
        require(msg.sender == address(projects), GroundNotRegistry(msg.sender));
        _;
    }

    constructor(
        IDirectory directory,
        uint96 bondPerBlock_,
        uint96 bondPerCell_
    ) DirectoryPart(directory, Part.GroundRegistry) {
        require(bondPerBlock_ > 0 && bondPerCell_ > 0, GroundBondMissing(bondPerBlock_, bondPerCell_));
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        permanence = IPermanence(directory.addressOf(Part.PermanenceMonitor));
        bondPerBlock = bondPerBlock_;
        bondPerCell = bondPerCell_;
    }

    /* PROJECT REGISTRY */

    /// @inheritdoc IGroundRegistry
    function open(uint64 projectId) external onlyRegistry {
        _records[projectId] = Record({
            root: keccak256(abi.encode(projectId)),
            edgeCells: 0,
            segments: 0,
            bond: 0,
            bondSince: uint40(block.timestamp),
            prolongations: 0
        });
    }

    /// @inheritdoc IGroundRegistry
    function seal(uint64 projectId, address owner) external onlyRegistry {
        Record storage record = _records[projectId];
        uint96 bond = record.bond;
        record.bond = 0;
        _settleBond(projectId, owner, bond, _burntPart(bond, record.bondSince, block.timestamp));
    }

    /* CLAIM */

    /// @inheritdoc IGroundRegistry
    function claim(uint64 projectId, Block[] calldata blocks) external payable {
        ProjectTerms memory project = _ownDraft(projectId);
        uint256 length = blocks.length;
        require(length > 0 && length <= MAX_SEGMENT_BLOCKS, GroundSegmentSize(length, MAX_SEGMENT_BLOCKS));

        uint256[] memory refused = _closed(project, blocks);
        (uint256 edgeCells, uint256 count, uint256 missed) = _ground[project.pool.stock()].take(
            project.edgeLevel,
            blocks,
            refused
        );
        require(count > 0, GroundNothingFree(projectId));
        uint256 due = _bondFor(project.edgeLevel, edgeCells, count);
        require(msg.value >= due, GroundBondTooLow(msg.value, due));

        Record memory record = _records[projectId];
        uint32 segmentIndex = record.segments;
        _add(record, projectId, project.edgeLevel, edgeCells, due);
        if (missed == 0) {
            record.root = BlocksLib.chain(record.root, blocks.digest());
            blocks.emitClaimed(projectId, segmentIndex, msg.value);
        } else {
            (Block[] memory kept, Block[] memory dropped) = blocks.split(refused);
            record.root = BlocksLib.chain(record.root, keccak256(abi.encode(kept)));
            emit GroundClaimed(projectId, segmentIndex, msg.value, kept);
            emit GroundLeftOut(projectId, segmentIndex, dropped);
        }
        _records[projectId] = record;

        if (msg.value > due) _returnBond(projectId, msg.sender, msg.value - due);
    }

    /// @inheritdoc IGroundRegistry
    function prolong(uint64 projectId) external payable {
        _ownDraft(projectId);
        uint256 fee = prolongationFee(projectId);
        require(fee > 0, GroundNothingHeld(projectId));
        require(msg.value == fee, GroundFeeMismatch(msg.value, fee));

        ++_records[projectId].prolongations;
        emit ProlongationPaid(projectId, fee);
        projects.prolongDraft(projectId);
        _burn(fee);
    }

    /* RELEASE */

    /// @inheritdoc IGroundRegistry
    function release(
        uint64 projectId,
        bytes32 previousRoot,
        Block[] calldata blocks,
        bytes32[] calldata later
    ) external {
        ProjectTerms memory project = projects.terms(projectId);
        uint40 releasableAt = projects.groundReleasableAt(projectId);
        require(block.timestamp >= releasableAt, GroundNotReleasable(projectId, releasableAt, block.timestamp));
        require(!permanence.alerted(projectId), GroundAlerted(projectId));
        Record storage record = _records[projectId];
        record.root = _rootWithout(projectId, record.root, previousRoot, blocks, later);
        uint32 segments = record.segments;
        record.segments = segments - 1;
        emit GroundReleased(projectId, uint32(segments - 1 - later.length), blocks);

        Pool stock = project.pool.stock();
        uint256 edgeCells = _ground[stock].release(project.edgeLevel, blocks);
        // The cast is safe: these cells were counted into the record when they were claimed.
        record.edgeCells -= uint64(edgeCells);
        if (project.creditedUntil > 0) _earned[stock].close(project.creditedUntil, blocks);
        else _givenUp[project.developer][stock].close(uint40(block.timestamp) + RECLAIM_DELAY, blocks);

        if (record.bond > 0) {
            // The cast is safe: it is part of what the record holds.
            uint96 bond = uint96(_bondFor(project.edgeLevel, edgeCells, blocks.length));
            record.bond -= bond;
            bool lapsed = block.timestamp >= project.draftExpiry;
            uint256 until = lapsed ? project.draftExpiry : block.timestamp;
            address account = lapsed ? msg.sender : project.owner;
            _settleBond(projectId, account, bond, _burntPart(bond, record.bondSince, until));
        }
    }

    /* BOND */

    /// @inheritdoc IGroundRegistry
    function withdrawBond() external {
        uint256 amount = bondOf[msg.sender];
        require(amount > 0, GroundNoBond(msg.sender));

        bondOf[msg.sender] = 0;
        emit BondWithdrawn(msg.sender, amount);

        _pay(msg.sender, amount);
    }

    /* VIEWS */

    /// @inheritdoc IGroundRegistry
    function taken(Pool pool, uint64 parent) external view returns (uint256) {
        return _ground[pool.stock()].taken[parent];
    }

    /// @inheritdoc IGroundRegistry
    function touched(Pool pool, uint64 parent) external view returns (uint256) {
        return _ground[pool.stock()].touched[parent];
    }

    /// @inheritdoc IGroundRegistry
    function earnedAfter(Pool pool, uint64 parent, uint40 time) external view returns (uint256) {
        return _earned[pool.stock()].childrenAfter(parent, time);
    }

    /// @inheritdoc IGroundRegistry
    function groundOf(
        uint64 projectId
    ) external view returns (bytes32 root, uint64 edgeCells, uint32 segments, uint96 bond) {
        Record memory record = _records[projectId];
        return (record.root, record.edgeCells, record.segments, record.bond);
    }

    /// @inheritdoc IGroundRegistry
    function conflicts(Pool pool, Block[] calldata blocks) external view returns (Block[] memory) {
        return _meeting(pool, blocks, new uint256[](blocks.length));
    }

    /// @inheritdoc IGroundRegistry
    function leftOut(uint64 projectId, Block[] calldata blocks) external view returns (Block[] memory) {
        ProjectTerms memory project = projects.terms(projectId);
        return _meeting(project.pool, blocks, _closed(project, blocks));
    }

    /// @inheritdoc IGroundRegistry
    function bondFor(uint8 edgeLevel, Block[] calldata blocks) external view returns (uint256) {
        return _bondFor(edgeLevel, blocks.edgeCells(edgeLevel), blocks.length);
    }

    /// @inheritdoc IGroundRegistry
    function prolongationFee(uint64 projectId) public view returns (uint256) {
        Record storage record = _records[projectId];
        return (uint256(record.bond) * projects.draftLifetime() * 2 ** record.prolongations) / BOND_BURN_TIME;
    }

    /* INTERNAL */

    function _ownDraft(uint64 projectId) private view returns (ProjectTerms memory project) {
        project = projects.terms(projectId);
        require(project.owner == msg.sender, GroundNotOwner(projectId, msg.sender));
        require(
            project.status == ProjectStatus.Draft && block.timestamp < project.draftExpiry,
            GroundNotDraft(projectId)
        );
    }

    /// @dev For each block, the children that the project may not claim though nobody holds them.
    function _closed(
        ProjectTerms memory project,
        Block[] calldata blocks
    ) private view returns (uint256[] memory words) {
        words = new uint256[](blocks.length);
        Pool stock = project.pool.stock();
        _earned[stock].addClosed(project.creditingStart, blocks, words);
        _givenUp[project.developer][stock].addClosed(uint40(block.timestamp), blocks, words);
    }

    function _add(
        Record memory record,
        uint64 projectId,
        uint8 edgeLevel,
        uint256 edgeCells,
        uint256 due
    ) private view {
        uint256 cells = record.edgeCells + edgeCells;
        uint256 finest = _finestCells(edgeLevel, cells);
        require(finest <= MAX_PROJECT_CELLS, GroundTooLarge(projectId, finest, MAX_PROJECT_CELLS));
        uint256 bond = record.bond;
        // The casts are safe: cells are bounded above, there is less ether than 2^96 wei, and a mean of times is a time.
        record.edgeCells = uint64(cells);
        record.segments += 1;
        record.bondSince = uint40((bond * record.bondSince + due * block.timestamp) / (bond + due));
        record.bond = uint96(bond + due);
    }

    /// @dev The root that is left when the segment is taken out of the chain.
    function _rootWithout(
        uint64 projectId,
        bytes32 root,
        bytes32 previousRoot,
        Block[] calldata blocks,
        bytes32[] calldata later
    ) private pure returns (bytes32 without) {
        without = previousRoot;
        bytes32 given = BlocksLib.chain(previousRoot, blocks.digest());
        for (uint256 i = 0; i < later.length; ++i) {
            given = BlocksLib.chain(given, later[i]);
            without = BlocksLib.chain(without, later[i]);
        }
        require(given == root, GroundRootMismatch(projectId, root, given));
    }

    function _meeting(
        Pool pool,
        Block[] calldata blocks,
        uint256[] memory words
    ) private view returns (Block[] memory found) {
        GroundLib.Ground storage ground = _ground[pool.stock()];
        for (uint256 i = 0; i < blocks.length; ++i) {
            words[i] = blocks[i].bits & (words[i] | ground.unavailable(blocks[i].cell));
        }
        (, found) = blocks.split(words);
    }

    function _bondFor(uint8 edgeLevel, uint256 edgeCells, uint256 count) private view returns (uint256) {
        return count * bondPerBlock + _finestCells(edgeLevel, edgeCells) * bondPerCell;
    }

    /// @dev A cell at level 16 holds 256 at level 20.
    function _finestCells(uint8 edgeLevel, uint256 edgeCells) private pure returns (uint256) {
        return edgeLevel == 16 ? edgeCells << 8 : edgeCells;
    }

    function _burntPart(uint256 bond, uint256 since, uint256 until) private pure returns (uint256) {
        uint256 held = until - since;
        return held < BOND_BURN_TIME ? (bond * held) / BOND_BURN_TIME : bond;
    }

    /// @dev Ends the bond of released or sealed ground: part of it is burnt, the rest is credited to an account.
    function _settleBond(uint64 projectId, address account, uint256 bond, uint256 burnt) private {
        _returnBond(projectId, account, bond - burnt);
        emit BondBurnt(projectId, burnt);
        _burn(burnt);
    }

    function _returnBond(uint64 projectId, address account, uint256 amount) private {
        bondOf[account] += amount;
        emit BondReturned(projectId, account, amount);
    }

    function _burn(uint256 amount) private {
        _pay(NOWHERE, amount);
    }

    function _pay(address account, uint256 amount) private {
        (bool paid, ) = account.call{value: amount}("");
        require(paid, GroundPaymentFailed(account, amount));
    }
}
