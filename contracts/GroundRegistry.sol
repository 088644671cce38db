// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DirectoryPart} from "./DirectoryPart.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGroundRegistry} from "./interfaces/IGroundRegistry.sol";
import {IProjectRegistry} from "./interfaces/IProjectRegistry.sol";
import {BlocksLib} from "./libraries/BlocksLib.sol";
import {EarnedLib} from "./libraries/EarnedLib.sol";
import {GroundLib} from "./libraries/GroundLib.sol";
import {Block} from "./types/Block.sol";
import {Part} from "./types/Part.sol";
import {Pool} from "./types/Pool.sol";
import {ProjectStatus, ProjectTerms} from "./types/Project.sol";

/// @title GroundRegistry
/// @dev Documented in IGroundRegistry.
contract GroundRegistry is IGroundRegistry, DirectoryPart {
    using BlocksLib for Block[];
    using GroundLib for GroundLib.Ground;
    using EarnedLib for EarnedLib.Earned;

    /* CONSTANTS */

    /// @inheritdoc IGroundRegistry
    uint256 public constant MAX_SEGMENT_BLOCKS = 160;

    /// @inheritdoc IGroundRegistry
    IProjectRegistry public immutable projects;

    /// @inheritdoc IGroundRegistry
    uint96 public immutable bondPerBlock;

    /* STORAGE */

    /// @dev Opened when the project is registered, so that a claim changes slots that are not zero.
    struct Record {
        bytes32 root;
        uint64 edgeCells;
        uint32 segments;
        uint96 bond;
        bool opened;
    }

    mapping(Pool pool => GroundLib.Ground) private _ground;
    mapping(Pool pool => EarnedLib.Earned) private _earned;
    mapping(uint64 projectId => Record) private _records;

    /// @inheritdoc IGroundRegistry
    mapping(address account => uint256) public bondOf;

    modifier onlyRegistry() {
        require(msg.sender == address(projects), GroundNotRegistry(msg.sender));
        _;
    }

    constructor(IDirectory directory, uint96 bondPerBlock_) DirectoryPart(directory, Part.GroundRegistry) {
        require(bondPerBlock_ > 0, GroundBondMissing());
        projects = IProjectRegistry(directory.addressOf(Part.ProjectRegistry));
        bondPerBlock = bondPerBlock_;
    }

    /* PROJECT REGISTRY */

    /// @inheritdoc IGroundRegistry
    function open(uint64 projectId) external onlyRegistry {
        _records[projectId] = Record({
            root: keccak256(abi.encode(projectId)),
            edgeCells: 0,
            segments: 0,
            bond: 0,
            opened: true
        });
    }

    /// @inheritdoc IGroundRegistry
    function seal(uint64 projectId, address owner) external onlyRegistry {
        Record storage record = _records[projectId];
        uint96 bond = record.bond;
        record.bond = 0;
        _returnBond(projectId, owner, bond);
    }

    /* CLAIM */

    /// @inheritdoc IGroundRegistry
    function claim(uint64 projectId, Block[] calldata blocks) external payable {
        ProjectTerms memory project = projects.terms(projectId);
        require(project.owner == msg.sender, GroundNotOwner(projectId, msg.sender));
        require(
            project.status == ProjectStatus.Draft && block.timestamp < project.draftExpiry,
            GroundNotDraft(projectId)
        );
        uint256 count = blocks.length;
        require(count > 0 && count <= MAX_SEGMENT_BLOCKS, GroundSegmentSize(count, MAX_SEGMENT_BLOCKS));
        uint256 due = count * bondPerBlock;
        require(msg.value == due, GroundBondMismatch(msg.value, due));

        uint256 edgeCells = _ground[project.pool].take(project.pool, project.edgeLevel, blocks);
        _earned[project.pool].requireUnearned(project.pool, project.creditingStart, blocks);

        Record storage record = _records[projectId];
        uint32 segmentIndex = record.segments;
        record.root = blocks.chain(record.root);
        record.edgeCells += uint64(edgeCells);
        record.segments = segmentIndex + 1;
        // The cast is safe: `due` was paid, and there is less ether than 2^96 wei.
        record.bond += uint96(due);
        blocks.emitClaimed(projectId, segmentIndex);
    }

    /* RELEASE */

    /// @inheritdoc IGroundRegistry
    function release(uint64 projectId, bytes32 previousRoot, Block[] calldata blocks) external {
        ProjectTerms memory project = projects.terms(projectId);
        uint40 releasableAt = projects.groundReleasableAt(projectId);
        require(block.timestamp >= releasableAt, GroundNotReleasable(projectId, releasableAt, block.timestamp));
        Record storage record = _records[projectId];
        bytes32 given = blocks.chain(previousRoot);
        require(given == record.root, GroundRootMismatch(projectId, record.root, given));

        uint256 edgeCells = _ground[project.pool].free(project.edgeLevel, blocks);
        if (project.lastPeriodEnd > 0) _earned[project.pool].mark(project.lastPeriodEnd, blocks);

        uint32 segmentIndex = record.segments - 1;
        record.root = previousRoot;
        // The cast is safe: these cells were counted into the record when they were claimed.
        record.edgeCells -= uint64(edgeCells);
        record.segments = segmentIndex;
        emit GroundReleased(projectId, segmentIndex, blocks);

        if (record.bond > 0) {
            uint96 bond = uint96(blocks.length) * bondPerBlock;
            record.bond -= bond;
            _returnBond(projectId, block.timestamp < project.draftExpiry ? project.owner : msg.sender, bond);
        }
    }

    /* BOND */

    /// @inheritdoc IGroundRegistry
    function withdrawBond() external {
        uint256 amount = bondOf[msg.sender];
        require(amount > 0, GroundNoBond(msg.sender));

        bondOf[msg.sender] = 0;
        emit BondWithdrawn(msg.sender, amount);

        (bool paid, ) = msg.sender.call{value: amount}("");
        require(paid, GroundPaymentFailed(msg.sender, amount));
    }

    function _returnBond(uint64 projectId, address account, uint256 amount) private {
        bondOf[account] += amount;
        emit BondReturned(projectId, account, amount);
    }

    /* VIEWS */

    /// @inheritdoc IGroundRegistry
    function taken(Pool pool, uint64 parent) external view returns (uint256) {
        return _ground[pool].taken[parent];
    }

    /// @inheritdoc IGroundRegistry
    function touched(Pool pool, uint64 parent) external view returns (uint256) {
        return _ground[pool].touched[parent];
    }

    /// @inheritdoc IGroundRegistry
    function earnedUntil(Pool pool, uint64 parent) external view returns (uint40 here, uint40 below) {
        EarnedLib.Mark memory mark = _earned[pool].marks[parent];
        return (mark.here, mark.below);
    }

    /// @inheritdoc IGroundRegistry
    function groundOf(
        uint64 projectId
    ) external view returns (bytes32 root, uint64 edgeCells, uint32 segments, uint96 bond) {
        Record memory record = _records[projectId];
        return (record.root, record.edgeCells, record.segments, record.bond);
    }

    /// @inheritdoc IGroundRegistry
    function conflicts(Pool pool, Block[] calldata blocks) external view returns (Block[] memory found) {
        uint256[] memory overlaps = new uint256[](blocks.length);
        uint256 count = 0;
        for (uint256 i = 0; i < blocks.length; ++i) {
            overlaps[i] = blocks[i].bits & _ground[pool].unavailable(blocks[i].cell);
            if (overlaps[i] != 0) ++count;
        }

        found = new Block[](count);
        for (uint256 i = blocks.length; i > 0; --i) {
            if (overlaps[i - 1] != 0) found[--count] = Block({cell: blocks[i - 1].cell, bits: overlaps[i - 1]});
        }
    }
}
