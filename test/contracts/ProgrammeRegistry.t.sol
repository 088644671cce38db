// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IProgrammeRegistry} from "../../contracts/interfaces/IProgrammeRegistry.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {CanonicalTextLib} from "../../contracts/libraries/CanonicalTextLib.sol";
import {ExternalSerialsLib} from "../../contracts/libraries/ExternalSerialsLib.sol";
import {ExternalSerials, SerialsClaim} from "../../contracts/types/ExternalSerials.sol";
import {ProjectRequest, ProjectStatus, Validation} from "../../contracts/types/Project.sol";
import {RegistriesTest} from "./utils/RegistriesTest.sol";
import {vm} from "./utils/Vm.sol";

contract ProgrammeRegistryTest is RegistriesTest {
    bytes32 private constant READING = keccak256("how its numbers are read");

    uint256 private cells;

    function setUp() public override {
        super.setUp();
        programmes.admit("VCS", READING);
        programmes.admit("GS", READING);
    }

    /* PROGRAMMES */

    function test_a_programme_is_admitted_once_under_one_spelling() public {
        (string memory name, bytes32 reading) = programmes.programmeOf(2);
        require(programmes.count() == 2 && keccak256(bytes(name)) == keccak256("GS") && reading == READING, "known");
        vm.expectRevert(abi.encodeWithSelector(IProgrammeRegistry.ProgrammeKnown.selector, "VCS", uint32(1)));
        programmes.admit("VCS", READING);
        vm.expectRevert(abi.encodeWithSelector(CanonicalTextLib.CanonicalTextCharacter.selector, "vcs", uint256(0)));
        programmes.admit("vcs", READING);
        vm.expectRevert(abi.encodeWithSelector(CanonicalTextLib.CanonicalTextLength.selector, 0, 64));
        programmes.admit("", READING);
        vm.expectRevert(IProgrammeRegistry.ProgrammeReadingMissing.selector);
        programmes.admit("ACR", 0);
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, developer));
        programmes.admit("ACR", READING);
        for (uint32 id = 0; id <= 3; id += 3) {
            vm.expectRevert(abi.encodeWithSelector(IProgrammeRegistry.ProgrammeUnknown.selector, id));
            programmes.programmeOf(id);
        }
    }

    function test_only_projects_take() public {
        vm.expectRevert(abi.encodeWithSelector(IProgrammeRegistry.ProgrammeNotProjects.selector, address(this)));
        programmes.takeReference(1, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IProgrammeRegistry.ProgrammeNotProjects.selector, address(this)));
        programmes.takeSerials(1, new SerialsClaim[](0));
    }

    /* REFERENCES */

    function test_L1_a_reference_is_taken_by_the_first_project_that_becomes_active() public {
        uint64 slow = _referring(developer, 1, 1234);
        uint64 quick = _referring(other, 1, 1234);
        require(programmes.projectOfReference(1, 1234) == 0, "a draft takes nothing");
        activate(quick);
        require(programmes.projectOfReference(1, 1234) == quick, "taken");
        _refuseActivation(
            slow,
            abi.encodeWithSelector(IProgrammeRegistry.ProgrammeReferenceTaken.selector, uint32(1), uint64(1234), quick)
        );
        activate(_referring(developer, 2, 1234));
    }

    function test_L1_a_reference_that_was_credited_never_returns() public {
        uint64 first = _referring(developer, 1, 7);
        activate(first);
        endProject(developer, first, ProjectStatus.Withdrawn);
        require(programmes.projectOfReference(1, 7) == 0, "nothing of it was used");

        uint64 second = _referring(other, 1, 7);
        activate(second);
        recordPeriod(second, CREDITING_START, CREDITING_START + 1);
        endProject(other, second, ProjectStatus.Withdrawn);
        require(programmes.projectOfReference(1, 7) == second, "held for good");
        uint64 third = _referring(developer, 1, 7);
        _refuseActivation(
            third,
            abi.encodeWithSelector(IProgrammeRegistry.ProgrammeReferenceTaken.selector, uint32(1), uint64(7), second)
        );
    }

    /* SERIALS */

    function test_L1_serials_are_exclusive_per_programme_and_series() public {
        uint64 mine = _holder(developer, 1, 5, 100, 199, 0);
        uint64 between = _holder(developer, 1, 5, 300, 399, 100);
        uint64 theirs = _holder(other, 1, 5, 200, 299, 0);
        _holder(other, 1, 6, 100, 199, 0);
        _holder(other, 2, 5, 100, 199, 0);
        _refuseTaken(50, 100, mine, 100, 199);
        _refuseTaken(199, 210, mine, 100, 199);
        _refuseTaken(150, 160, mine, 100, 199);
        _refuseTaken(250, 350, theirs, 200, 299);
        _refuseTaken(399, 1000, between, 300, 399);
        _refuseSerials(
            500,
            600,
            101,
            abi.encodeWithSelector(ExternalSerialsLib.ExternalSerialsHintInvalid.selector, 101)
        );
        _refuseSerials(
            50,
            60,
            100,
            abi.encodeWithSelector(ExternalSerialsLib.ExternalSerialsHintInvalid.selector, 100)
        );
    }

    function test_L1_serials_of_who_was_never_credited_are_free() public {
        uint64 idle = _holder(other, 1, 0, 1, 1000, 0);
        endProject(other, idle, ProjectStatus.Withdrawn);
        idle = _holder(other, 1, 0, 2000, type(uint64).max, 1);
        endProject(other, idle, ProjectStatus.Withdrawn);
        uint64 mine = _holder(developer, 1, 0, 500, 3000, 1);
        _holder(developer, 1, 0, 3001, 4000, 500);
        _holder(developer, 1, 0, 1, 499, 0);
        recordPeriod(mine, CREDITING_START, CREDITING_START + 1);
        endProject(developer, mine, ProjectStatus.Withdrawn);
        uint64 late = _stating(other, 1, 0, 3000, 3000);
        _refuseActivation(
            late,
            _claims(1, 0, 3000, 3000, 0),
            abi.encodeWithSelector(ExternalSerialsLib.ExternalSerialsTaken.selector, mine, uint64(500), uint64(3000))
        );
    }

    function test_what_is_taken_is_what_was_stated() public {
        uint64 id = _stating(developer, 1, 0, 1, 9);
        vm.prank(developer);
        projects.stateSerials(id, ExternalSerials({programme: 2, series: 0, first: 1, last: 9}));
        SerialsClaim[] memory claims = new SerialsClaim[](2);
        claims[0].serials = ExternalSerials({programme: 2, series: 0, first: 1, last: 9});
        claims[1].serials = ExternalSerials({programme: 1, series: 0, first: 1, last: 9});
        bytes32 stated = projects.get(id).serialsRoot;
        _refuseActivation(
            id,
            claims,
            abi.encodeWithSelector(IProjectRegistry.ProjectSerialsMismatch.selector, id, _rootOf(claims), stated)
        );
        _refuseActivation(
            id,
            abi.encodeWithSelector(IProjectRegistry.ProjectSerialsMismatch.selector, id, bytes32(0), stated)
        );
        (claims[0], claims[1]) = (claims[1], claims[0]);
        require(_rootOf(claims) == stated, "chained in order");
        _activate(id, claims);
        require(projects.terms(id).status == ProjectStatus.Active, "active");
    }

    function test_a_validation_is_void_once_more_serials_are_stated() public {
        uint64 id = _stating(developer, 1, 0, 1, 9);
        bytes32 before = projects.hashValidation(id, areaOf(id), NOW + 1);
        vm.prank(developer);
        projects.stateSerials(id, ExternalSerials({programme: 1, series: 0, first: 10, last: 10}));
        require(projects.hashValidation(id, areaOf(id), NOW + 1) != before, "another digest");
    }

    function test_serials_are_stated_by_a_draft_s_owner_of_a_known_programme() public {
        uint64 id = register(developer, 1, 20);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotOwner.selector, id, other));
        projects.stateSerials(id, ExternalSerials({programme: 1, series: 0, first: 1, last: 2}));
        vm.startPrank(developer);
        vm.expectRevert(abi.encodeWithSelector(IProgrammeRegistry.ProgrammeUnknown.selector, uint32(3)));
        projects.stateSerials(id, ExternalSerials({programme: 3, series: 0, first: 1, last: 2}));
        vm.expectRevert(abi.encodeWithSelector(ExternalSerialsLib.ExternalSerialsEmpty.selector, 0, 5));
        projects.stateSerials(id, ExternalSerials({programme: 1, series: 0, first: 0, last: 5}));
        vm.expectRevert(abi.encodeWithSelector(ExternalSerialsLib.ExternalSerialsEmpty.selector, 6, 5));
        projects.stateSerials(id, ExternalSerials({programme: 1, series: 0, first: 6, last: 5}));
        projects.withdraw(id);
        vm.expectRevert(
            abi.encodeWithSelector(IProjectRegistry.ProjectStatusMismatch.selector, id, ProjectStatus.Withdrawn)
        );
        projects.stateSerials(id, ExternalSerials({programme: 1, series: 0, first: 1, last: 2}));
        vm.stopPrank();
    }

    /* INTERNAL */

    /// @dev A draft over a cell of its own.
    function _draft(address owner, ProjectRequest memory given) private returns (uint64 id) {
        vm.prank(owner);
        id = projects.register(given);
        claim(owner, id, one(AT_16, 1 << cells++));
    }

    function _referring(address owner, uint32 programme, uint64 number) private returns (uint64) {
        ProjectRequest memory given = request(1, 20);
        (given.programme, given.programmeReference) = (programme, number);
        return _draft(owner, given);
    }

    function _stating(
        address owner,
        uint32 programme,
        uint64 series,
        uint64 first,
        uint64 last
    ) private returns (uint64 id) {
        id = _draft(owner, request(1, 20));
        vm.prank(owner);
        projects.stateSerials(id, ExternalSerials({programme: programme, series: series, first: first, last: last}));
    }

    function _claims(
        uint32 programme,
        uint64 series,
        uint64 first,
        uint64 last,
        uint64 hint
    ) private pure returns (SerialsClaim[] memory claims) {
        claims = new SerialsClaim[](1);
        claims[0] = SerialsClaim({
            serials: ExternalSerials({programme: programme, series: series, first: first, last: last}),
            hint: hint
        });
    }

    function _rootOf(SerialsClaim[] memory claims) private pure returns (bytes32 root) {
        for (uint256 i = 0; i < claims.length; ++i) {
            ExternalSerials memory given = claims[i].serials;
            root = keccak256(abi.encode(root, given.programme, given.series, given.first, given.last));
        }
    }

    function _validated(uint64 id) private returns (Validation memory) {
        uint40 expiry = uint40(block.timestamp) + 1;
        bytes memory signature = validation(id, expiry, VERIFIER_KEY);
        return Validation({areaM2: areaOf(id), verifier: verifier, expiry: expiry, signature: signature});
    }

    function _activate(uint64 id, SerialsClaim[] memory claims) private {
        projects.activate(id, _validated(id), claims);
    }

    function _holder(
        address owner,
        uint32 programme,
        uint64 series,
        uint64 first,
        uint64 last,
        uint64 hint
    ) private returns (uint64 id) {
        id = _stating(owner, programme, series, first, last);
        _activate(id, _claims(programme, series, first, last, hint));
    }

    function _refuseActivation(uint64 id, bytes memory reason) private {
        _refuseActivation(id, new SerialsClaim[](0), reason);
    }

    function _refuseActivation(uint64 id, SerialsClaim[] memory claims, bytes memory reason) private {
        Validation memory given = _validated(id);
        vm.expectRevert(reason);
        projects.activate(id, given, claims);
    }

    function _refuseTaken(uint64 first, uint64 last, uint64 holder, uint64 heldFirst, uint64 heldLast) private {
        _refuseSerials(
            first,
            last,
            0,
            abi.encodeWithSelector(ExternalSerialsLib.ExternalSerialsTaken.selector, holder, heldFirst, heldLast)
        );
    }

    function _refuseSerials(uint64 first, uint64 last, uint64 hint, bytes memory reason) private {
        uint64 id = _stating(developer, 1, 5, first, last);
        _refuseActivation(id, _claims(1, 5, first, last, hint), reason);
    }
}
