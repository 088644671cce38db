// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {BufferPool} from "../../../contracts/BufferPool.sol";
import {CarbonCredit} from "../../../contracts/CarbonCredit.sol";
import {DeveloperRegistry} from "../../../contracts/DeveloperRegistry.sol";
import {Directory} from "../../../contracts/Directory.sol";
import {Disputes} from "../../../contracts/Disputes.sol";
import {MethodologyRegistry} from "../../../contracts/MethodologyRegistry.sol";
import {OperatorRegistry} from "../../../contracts/OperatorRegistry.sol";
import {PermanenceMonitor} from "../../../contracts/PermanenceMonitor.sol";
import {ProgrammeRegistry} from "../../../contracts/ProgrammeRegistry.sol";
import {ProjectRegistry} from "../../../contracts/ProjectRegistry.sol";
import {RetirementCertificate} from "../../../contracts/RetirementCertificate.sol";
import {Stakes} from "../../../contracts/Stakes.sol";
import {VerificationOracle} from "../../../contracts/VerificationOracle.sol";
import {VerifierRegistry} from "../../../contracts/VerifierRegistry.sol";
import {IGroundRegistry} from "../../../contracts/interfaces/IGroundRegistry.sol";
import {Block} from "../../../contracts/types/Block.sol";
import {DeductionForm, Maturity, Methodology, UnitKind, Yield} from "../../../contracts/types/Methodology.sol";
import {Part} from "../../../contracts/types/Part.sol";
import {Pool} from "../../../contracts/types/Pool.sol";
import {SerialsClaim} from "../../../contracts/types/ExternalSerials.sol";
import {ProjectRequest, ProjectStatus, Validation} from "../../../contracts/types/Project.sol";
import {make, vm} from "./Vm.sol";

/// @notice The whole registry, governed by the test itself, with a reversible methodology (id 1, biomass) and one that is
/// not (id 2, paddy methane).
abstract contract RegistriesTest {
    uint96 internal constant BOND = 0.001 ether;
    uint96 internal constant CELL_BOND = 100 gwei;
    uint40 internal constant LIFETIME = 30 days;
    uint96 internal constant STAKE = 2 ether;
    uint96 internal constant CHALLENGE_BOND = 1 ether;
    uint40 internal constant NOW = 1_800_000_000;
    uint40 internal constant CREDITING_START = 1_700_000_000;
    uint40 internal constant CREDITING_END = 2_000_000_000;
    uint256 internal constant VERIFIER_KEY = 0xA11CE;

    /// @dev A level-8 cell, its first level-12 child, and that child's first level-16 child.
    uint64 internal constant AT_8 = 0x3100_1000_0000_0000;
    uint64 internal constant AT_12 = 0x3100_0010_0000_0000;
    uint64 internal constant AT_16 = 0x3100_0000_1000_0000;

    Directory internal directory;
    AccessManager internal manager;
    MethodologyRegistry internal methodologies;
    OperatorRegistry internal operators;
    VerifierRegistry internal verifiers;
    DeveloperRegistry internal developers;
    ProgrammeRegistry internal programmes;
    ProjectRegistry internal projects;
    IGroundRegistry internal ground;
    VerificationOracle internal oracle;
    CarbonCredit internal credit;
    RetirementCertificate internal certificates;
    PermanenceMonitor internal monitor;
    BufferPool internal bufferPool;
    Stakes internal stakes;
    Disputes internal disputes;
    address internal verifier;
    address internal developer = address(0xD0);
    address internal other = address(0xE0);

    function setUp() public virtual {
        vm.warp(NOW);
        _makeAll();
        methodologies.activate(methodologies.propose(methodology(Pool.Biomass, true, "1")));
        methodologies.activate(methodologies.propose(methodology(Pool.PaddyMethane, false, "1")));
        verifier = vm.addr(VERIFIER_KEY);
        verifiers.accredit(verifier, 0x3e, type(uint40).max);
        developers.assign(developers.admit("LEI:DEVELOPER"), developer);
        developers.assign(developers.admit("LEI:OTHER"), other);
        vm.deal(developer, 1_000 ether);
        vm.deal(other, 1_000 ether);
    }

    function _makeAll() private {
        directory = Directory(make("Directory", abi.encode(vm.getNonce(address(this)))));
        bytes memory place = abi.encode(directory);
        manager = AccessManager(make("AccessManager", abi.encode(address(this))));
        methodologies = MethodologyRegistry(make("MethodologyRegistry", place));
        operators = OperatorRegistry(make("OperatorRegistry", place));
        verifiers = VerifierRegistry(make("VerifierRegistry", place));
        developers = DeveloperRegistry(make("DeveloperRegistry", place));
        programmes = ProgrammeRegistry(make("ProgrammeRegistry", place));
        projects = ProjectRegistry(make("ProjectRegistry", abi.encode(directory, LIFETIME)));
        ground = IGroundRegistry(make("GroundRegistry", abi.encode(directory, BOND, CELL_BOND)));
        oracle = VerificationOracle(make("VerificationOracle", place));
        credit = CarbonCredit(make("CarbonCredit", place));
        certificates = RetirementCertificate(make("RetirementCertificate", place));
        make("BatchRenderer", "");
        make("CertificateRenderer", place);
        make("CertificatePicture", "");
        monitor = PermanenceMonitor(make("PermanenceMonitor", place));
        bufferPool = BufferPool(make("BufferPool", place));
        stakes = Stakes(make("Stakes", abi.encode(directory, STAKE)));
        disputes = Disputes(make("Disputes", abi.encode(directory, CHALLENGE_BOND)));
    }

    /// @dev A new directory by which the next contract that this one makes is the given part.
    function directoryBefore(Part part) internal returns (Directory fresh) {
        uint64 nonce = vm.getNonce(address(this));
        fresh = Directory(make("Directory", abi.encode(nonce)));
        vm.setNonce(address(this), nonce + uint8(part));
    }

    /// @dev Records a period that is worth something.
    function recordPeriod(uint64 projectId, uint40 periodStart, uint40 periodEnd) internal {
        recordPeriod(projectId, periodStart, periodEnd, true);
    }

    /// @dev Records a period as the verification oracle does.
    function recordPeriod(uint64 projectId, uint40 periodStart, uint40 periodEnd, bool credited) internal {
        vm.prank(directory.addressOf(Part.VerificationOracle));
        projects.recordPeriod(projectId, periodStart, periodEnd, credited);
    }

    function methodology(Pool pool, bool reversible, string memory version) internal pure returns (Methodology memory) {
        return
            Methodology({
                yields: Yield.Measurement,
                pool: pool,
                unitKind: UnitKind.Removal,
                reversible: reversible,
                maturity: Maturity.Operational,
                deductionForm: DeductionForm.Trees,
                deductionZPpm: 524_417,
                maxHalfWidthPpm: 1_000_000,
                minObservedPpm: 500_000,
                bufferPpm: reversible ? 200_000 : 0,
                monitoringYears: reversible ? 40 : 0,
                maxObservationGap: 365 days,
                challengeWindow: 7 days,
                maxKgPerHaYear: 50_000,
                minPeriod: 1 days,
                maxPeriod: type(uint32).max,
                retroactivity: type(uint32).max,
                edgeLevels: 3,
                parameters: keccak256("parameters"),
                program: keccak256("program"),
                name: reversible ? "forest" : "paddy",
                version: version
            });
    }

    function request(uint32 methodologyId, uint8 edgeLevel) internal pure returns (ProjectRequest memory) {
        return
            ProjectRequest({
                methodologyId: methodologyId,
                edgeLevel: edgeLevel,
                hostCountry: "VN",
                creditingStart: CREDITING_START,
                creditingEnd: CREDITING_END,
                boundary: keccak256("boundary"),
                programme: 0,
                programmeReference: 0
            });
    }

    function startingAt(ProjectRequest memory given, uint40 start) internal pure returns (ProjectRequest memory) {
        given.creditingStart = start;
        return given;
    }

    /// @dev A reversible methodology of one more pool.
    function activeMethodology(Pool pool) internal returns (uint32 id) {
        id = methodologies.propose(methodology(pool, true, _digit(pool)));
        methodologies.activate(id);
    }

    function _digit(Pool pool) private pure returns (string memory) {
        return string(abi.encodePacked(bytes1(uint8(0x30 + uint8(pool)))));
    }

    function register(address owner, uint32 methodologyId, uint8 edgeLevel) internal returns (uint64) {
        vm.prank(owner);
        return projects.register(request(methodologyId, edgeLevel));
    }

    function one(uint64 cell, uint256 bits) internal pure returns (Block[] memory blocks) {
        blocks = new Block[](1);
        blocks[0] = Block({cell: cell, bits: bits});
    }

    /// @dev Pays the bond for all of the blocks.
    function claim(address owner, uint64 projectId, Block[] memory blocks) internal {
        uint256 value = ground.bondFor(projects.terms(projectId).edgeLevel, blocks);
        vm.prank(owner);
        ground.claim{value: value}(projectId, blocks);
    }

    /// @dev Expects the claim to revert with this error, though it pays more than any bond here.
    function claimReverts(address owner, uint64 projectId, Block[] memory blocks, bytes memory reason) internal {
        vm.prank(owner);
        vm.expectRevert(reason);
        ground.claim{value: 100 ether}(projectId, blocks);
    }

    /// @dev Releases the only segment that a project holds.
    function releaseOnly(uint64 projectId, Block[] memory blocks) internal {
        ground.release(projectId, rootZero(projectId), blocks, new bytes32[](0));
    }

    function bondOfBlock(uint256 finestCells) internal pure returns (uint256) {
        return BOND + finestCells * CELL_BOND;
    }

    /// @dev Over the project as it stands; commits to a design first where its owner has not.
    function validation(uint64 projectId, uint40 expiry, uint256 key) internal returns (bytes memory) {
        if (projects.designs(projectId).length == 0) commitDesign(projectId, keccak256("design"));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, projects.hashValidation(projectId, areaOf(projectId), expiry));
        return abi.encodePacked(r, s, v);
    }

    function commitDesign(uint64 projectId, bytes32 digest) internal {
        vm.prank(projects.terms(projectId).owner);
        projects.commitDesign(projectId, digest);
    }

    /// @dev The mean area of a level-20 cell, 77 m2, for each that is held.
    function areaOf(uint64 projectId) internal view returns (uint56) {
        (, uint64 edgeCells, , ) = ground.groundOf(projectId);
        return uint56(edgeCells) * (projects.terms(projectId).edgeLevel == 20 ? 77 : 77 * 256);
    }

    function activate(uint64 projectId) internal {
        uint40 expiry = uint40(block.timestamp) + 1 days;
        bytes memory signature = validation(projectId, expiry, VERIFIER_KEY);
        activateBy(projectId, areaOf(projectId), verifier, expiry, signature);
    }

    /// @dev Of a project that states no external serials.
    function activateBy(
        uint64 projectId,
        uint56 areaM2,
        address validator,
        uint40 expiry,
        bytes memory signature
    ) internal {
        Validation memory given = Validation({
            areaM2: areaM2,
            verifier: validator,
            expiry: expiry,
            signature: signature
        });
        projects.activate(projectId, given, new SerialsClaim[](0));
    }

    /// @dev An active project of the developer over one block.
    function activeProject(uint32 methodologyId, uint64 cell, uint256 bits) internal returns (uint64 projectId) {
        projectId = register(developer, methodologyId, 20);
        claim(developer, projectId, one(cell, bits));
        activate(projectId);
    }

    function announceEnding(address caller, uint64 projectId, ProjectStatus ending) internal {
        vm.prank(caller);
        projects.announceEnding(projectId, ending);
    }

    /// @dev Announces an active project's ending, waits as long as it must, and ends it.
    function endProject(address caller, uint64 projectId, ProjectStatus ending) internal {
        announceEnding(caller, projectId, ending);
        vm.warp(projects.endingOf(projectId).from);
        vm.prank(caller);
        if (ending == ProjectStatus.Completed) projects.complete(projectId);
        else projects.withdraw(projectId);
    }

    function rootOf(uint64 projectId) internal view returns (bytes32 root) {
        (root, , , ) = ground.groundOf(projectId);
    }

    function rootZero(uint64 projectId) internal pure returns (bytes32) {
        return keccak256(abi.encode(projectId));
    }
}
