// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {Directory} from "../../contracts/Directory.sol";
import {ProjectRegistry} from "../../contracts/ProjectRegistry.sol";
import {IDeveloperRegistry} from "../../contracts/interfaces/IDeveloperRegistry.sol";
import {IGroundRegistry} from "../../contracts/interfaces/IGroundRegistry.sol";
import {IMethodologyRegistry} from "../../contracts/interfaces/IMethodologyRegistry.sol";
import {IProgrammeRegistry} from "../../contracts/interfaces/IProgrammeRegistry.sol";
import {IProjectRegistry} from "../../contracts/interfaces/IProjectRegistry.sol";
import {IVerifierRegistry} from "../../contracts/interfaces/IVerifierRegistry.sol";
import {Part} from "../../contracts/types/Part.sol";
import {Pool} from "../../contracts/types/Pool.sol";
import {Ending} from "../../contracts/types/Ending.sol";
import {Design, Project, ProjectRequest, ProjectStatus, ProjectTerms} from "../../contracts/types/Project.sol";
import {Methodology, Yield} from "../../contracts/types/Methodology.sol";
import {RegistriesTest} from "./utils/RegistriesTest.sol";
import {make, vm} from "./utils/Vm.sol";

contract ProjectRegistryTest is RegistriesTest {
    /// @dev ERC-1271: this contract signs whatever `approved` says.
    bytes32 private approved;

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return digest == approved ? this.isValidSignature.selector : bytes4(0);
    }

    /* REGISTER */

    function test_register_opens_a_draft() public {
        ProjectRequest memory given = request(1, 16);
        vm.prank(developer);
        uint64 id = projects.register(given);
        Project memory project = projects.get(id);
        require(id == 1 && projects.count() == 1 && project.owner == developer, "id and owner");
        require(project.status == ProjectStatus.Draft && project.pool == Pool.Biomass, "status and pool");
        require(project.draftExpiry == NOW + LIFETIME && projects.draftLifetime() == LIFETIME, "expiry");
        require(project.boundary == given.boundary && project.hostCountry == "VN", "as requested");
        require(project.developer == 1 && projects.terms(id).developer == 1, "whom it is developed by");
        ProjectTerms memory terms = projects.terms(id);
        require(terms.creditingStart == CREDITING_START && terms.creditingEnd == CREDITING_END, "terms");
        require(address(projects.methodologies()) == address(methodologies), "methodologies");
        require(address(projects.verifiers()) == address(verifiers), "verifiers");
    }

    function test_register_refuses_bad_requests() public {
        ProjectRequest memory given = request(9, 16);
        _refuseRequest(given, abi.encodeWithSelector(IMethodologyRegistry.MethodologyUnknown.selector, uint32(9)));

        Methodology memory coarse = methodology(Pool.Peat, true, "2");
        coarse.edgeLevels = 1;
        uint32 id = methodologies.propose(coarse);
        given = request(id, 20);
        _refuseRequest(given, abi.encodeWithSelector(IMethodologyRegistry.MethodologyNotActive.selector, id));
        methodologies.activate(id);
        _refuseRequest(given, abi.encodeWithSelector(IProjectRegistry.ProjectEdgeLevelNotAllowed.selector, 20, 1));
        coarse.edgeLevels = 2;
        coarse.version = "3";
        id = methodologies.propose(coarse);
        methodologies.activate(id);
        given = request(id, 16);
        _refuseRequest(given, abi.encodeWithSelector(IProjectRegistry.ProjectEdgeLevelNotAllowed.selector, 16, 2));
        given = request(1, 18);
        _refuseRequest(given, abi.encodeWithSelector(IProjectRegistry.ProjectEdgeLevelNotAllowed.selector, 18, 3));

        bytes2[4] memory countries = [bytes2("vN"), "Vn", "1N", "N["];
        for (uint256 i = 0; i < 4; ++i) {
            given = request(1, 16);
            given.hostCountry = countries[i];
            _refuseRequest(
                given,
                abi.encodeWithSelector(IProjectRegistry.ProjectHostCountryInvalid.selector, countries[i])
            );
        }
        given = request(1, 16);
        given.creditingEnd = CREDITING_START;
        _refuseRequest(
            given,
            abi.encodeWithSelector(
                IProjectRegistry.ProjectCreditingPeriodEmpty.selector,
                CREDITING_START,
                CREDITING_START
            )
        );
        given = request(1, 16);
        given.boundary = 0;
        _refuseRequest(given, abi.encodeWithSelector(IProjectRegistry.ProjectBoundaryMissing.selector));
        given = request(1, 16);
        given.programme = 1;
        _refuseRequest(given, abi.encodeWithSelector(IProjectRegistry.ProjectReferenceIncomplete.selector, 1, 0));
        given.programmeReference = 7;
        _refuseRequest(given, abi.encodeWithSelector(IProgrammeRegistry.ProgrammeUnknown.selector, 1));
        given.programme = 0;
        _refuseRequest(given, abi.encodeWithSelector(IProjectRegistry.ProjectReferenceIncomplete.selector, 0, 7));
        _refuseRequest(
            request(1, 16),
            abi.encodeWithSelector(IDeveloperRegistry.DeveloperAccountUnknown.selector, address(this))
        );
    }

    function test_a_closed_methodology_takes_no_new_projects_and_its_own_go_on() public {
        uint64 running = activeProject(1, AT_16, 1);
        uint64 draft = register(developer, 1, 20);
        claim(developer, draft, one(AT_16, 2));
        methodologies.close(1);
        bytes memory closed = abi.encodeWithSelector(IMethodologyRegistry.MethodologyIsClosed.selector, uint32(1));
        vm.prank(developer);
        vm.expectRevert(closed);
        projects.register(request(1, 20));
        uint40 expiry = uint40(block.timestamp) + 1 days;
        bytes memory signature = validation(draft, expiry, VERIFIER_KEY);
        uint56 area = areaOf(draft);
        vm.expectRevert(closed);
        activateBy(draft, area, verifier, expiry, signature);
        recordPeriod(running, CREDITING_START, CREDITING_START + 1 days);
    }

    function test_what_earns_nothing_takes_no_projects() public {
        Methodology memory given;
        given.yields = Yield.Finding;
        given.pool = Pool.Biomass;
        given.minObservedPpm = 800_000;
        given.edgeLevels = 3;
        given.parameters = keccak256("parameters");
        given.program = keccak256("program");
        (given.name, given.version) = ("burn", "1");
        uint32 id = methodologies.propose(given);
        methodologies.activate(id);
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectMethodologyEarnsNothing.selector, id));
        projects.register(request(id, 20));
    }

    function test_L18_crediting_starts_no_longer_ago_than_the_methodology_allows() public {
        Methodology memory given = methodology(Pool.Peat, true, "2");
        given.retroactivity = 365 days;
        uint32 id = methodologies.propose(given);
        methodologies.activate(id);
        vm.prank(developer);
        uint64 projectId = projects.register(startingAt(request(id, 20), NOW - 365 days));
        claim(developer, projectId, one(AT_16, 1));
        vm.warp(NOW + 1);
        uint40 expiry = NOW + 1 days;
        bytes memory signature = validation(projectId, expiry, VERIFIER_KEY);
        uint56 area = areaOf(projectId);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProjectRegistry.ProjectCreditingTooEarly.selector,
                NOW - 365 days,
                uint32(365 days),
                NOW + 1
            )
        );
        activateBy(projectId, area, verifier, expiry, signature);
        vm.warp(NOW);
        activateBy(projectId, area, verifier, expiry, signature);
    }

    function test_draft_terms_are_not_zero() public {
        Directory place = directoryBefore(Part.ProjectRegistry);
        vm.expectRevert(IProjectRegistry.ProjectDraftLifetimeMissing.selector);
        make("ProjectRegistry", abi.encode(place, 0));
        place = directoryBefore(Part.GroundRegistry);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundBondMissing.selector, 0, CELL_BOND));
        make("GroundRegistry", abi.encode(place, 0, CELL_BOND));
        place = directoryBefore(Part.GroundRegistry);
        vm.expectRevert(abi.encodeWithSelector(IGroundRegistry.GroundBondMissing.selector, BOND, 0));
        make("GroundRegistry", abi.encode(place, BOND, 0));
    }

    /* OWNER */

    function test_an_owner_changes_in_two_steps() public {
        uint64 id = activeProject(1, AT_16, 1);
        bytes memory notOffered = abi.encodeWithSelector(IProjectRegistry.ProjectNotOffered.selector, id, other);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotOwner.selector, id, other));
        projects.offer(id, other);
        vm.prank(other);
        vm.expectRevert(notOffered);
        projects.accept(id);

        vm.prank(developer);
        projects.offer(id, other);
        require(projects.offeredTo(id) == other && projects.terms(id).owner == developer, "nothing changes yet");
        vm.prank(developer);
        projects.offer(id, address(0));
        vm.prank(other);
        vm.expectRevert(notOffered);
        projects.accept(id);

        vm.prank(developer);
        projects.offer(id, other);
        vm.prank(other);
        projects.accept(id);
        ProjectTerms memory terms = projects.terms(id);
        require(
            terms.owner == other && terms.developer == 2 && projects.offeredTo(id) == address(0),
            "and then at once"
        );
        vm.prank(other);
        vm.expectRevert(notOffered);
        projects.accept(id);
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotOwner.selector, id, developer));
        projects.withdraw(id);
    }

    function test_only_a_developer_s_account_takes_a_project_over() public {
        uint64 id = register(developer, 1, 20);
        vm.prank(developer);
        projects.offer(id, address(this));
        vm.expectRevert(abi.encodeWithSelector(IDeveloperRegistry.DeveloperAccountUnknown.selector, address(this)));
        projects.accept(id);
    }

    function test_a_validation_is_void_for_another_owner() public {
        uint64 id = register(developer, 1, 20);
        claim(developer, id, one(AT_8, 1));
        bytes memory signature = validation(id, NOW + 1, VERIFIER_KEY);
        vm.prank(developer);
        projects.offer(id, other);
        vm.prank(other);
        projects.accept(id);
        _refuseValidation(id, areaOf(id), signature);
    }

    /* ACTIVATE */

    function test_activate_needs_the_verifier_s_word_on_this_very_ground() public {
        uint64 id = register(developer, 1, 20);
        uint40 expiry = NOW + 10;
        bytes memory early = validation(id, expiry, VERIFIER_KEY);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectGroundEmpty.selector, id));
        activateBy(id, 0, verifier, expiry, early);
        claim(developer, id, one(AT_8, 1));
        uint56 area = areaOf(id);
        bytes32 digest = projects.hashValidation(id, area, expiry);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectValidationInvalid.selector, verifier, digest));
        activateBy(id, area, verifier, expiry, early);
        bytes memory forged = validation(id, expiry, 0xBAD);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectValidationInvalid.selector, verifier, digest));
        activateBy(id, area, verifier, expiry, forged);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectValidationExpired.selector, NOW - 1, NOW));
        activateBy(id, area, verifier, NOW - 1, early);
        vm.expectRevert(abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryNotAccredited.selector, other));
        activateBy(id, area, other, expiry, early);
        bytes memory good = validation(id, expiry, VERIFIER_KEY);
        activateBy(id, area, verifier, expiry, good);
        require(projects.terms(id).status == ProjectStatus.Active, "active");
        vm.expectRevert(
            abi.encodeWithSelector(IProjectRegistry.ProjectStatusMismatch.selector, id, ProjectStatus.Active)
        );
        activateBy(id, area, verifier, expiry, good);
    }

    function test_a_validation_is_void_once_anything_it_is_of_has_changed() public {
        uint64 id = register(developer, 1, 20);
        claim(developer, id, one(AT_8, 1));
        bytes memory signature = validation(id, NOW + 1, VERIFIER_KEY);
        uint56 area = areaOf(id);
        _refuseValidation(id, area + 1, signature);
        commitDesign(id, keccak256("another"));
        _refuseValidation(id, area, signature);
        signature = validation(id, NOW + 1, VERIFIER_KEY);
        // One level-20 cell more, so that the area is as plausible as before.
        claim(developer, id, one(0x3100_0020_1000_0000, 1));
        _refuseValidation(id, area, signature);
        signature = validation(id, NOW + 1, VERIFIER_KEY);
        area = areaOf(id);
        activateBy(id, area, verifier, NOW + 1, signature);
        require(projects.terms(id).areaM2 == area && projects.get(id).areaM2 == area, "kept");
    }

    function test_so_many_cells_have_so_much_area() public {
        uint64 fine = register(developer, 1, 20);
        claim(developer, fine, one(AT_16, 3));
        _refuseArea(fine, 2 * 45 - 1, 2 * 45, 2 * 99);
        _refuseArea(fine, 2 * 99 + 1, 2 * 45, 2 * 99);
        uint64 coarse = register(developer, 1, 16);
        claim(developer, coarse, one(AT_12, 2));
        _refuseArea(coarse, 256 * 99 + 1, 256 * 45, 256 * 99);
    }

    /* DESIGN */

    function test_L18_a_project_is_validated_with_its_design() public {
        uint64 id = register(developer, 1, 20);
        claim(developer, id, one(AT_8, 1));
        uint56 area = areaOf(id);
        bytes memory missing = abi.encodeWithSelector(IProjectRegistry.ProjectDesignMissing.selector, id);
        vm.expectRevert(missing);
        activateBy(id, area, verifier, NOW + 1, "");
        require(projects.designAt(id, NOW) == 0, "none");
        vm.startPrank(developer);
        vm.expectRevert(missing);
        projects.commitDesign(id, 0);
        projects.commitDesign(id, keccak256("first thoughts"));
        vm.warp(NOW + 5);
        projects.commitDesign(id, keccak256("design"));
        vm.stopPrank();
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotOwner.selector, id, other));
        projects.commitDesign(id, keccak256("a rival's"));
        Design[] memory committed = projects.designs(id);
        require(committed.length == 1 && committed[0].committedAt == NOW + 5, "the last");
        require(projects.designAt(id, CREDITING_START) == keccak256("design"), "of what began before as well");
    }

    function test_L18_a_change_of_design_counts_for_periods_that_start_later() public {
        uint64 id = activeProject(1, AT_8, 1);
        bytes32 first = keccak256("design");
        for (uint40 time = NOW + 10; time <= NOW + 70; time += 10) {
            vm.warp(time);
            commitDesign(id, bytes32(uint256(time)));
        }
        require(projects.designAt(id, NOW - 1) == first, "retroactive");
        require(projects.designAt(id, NOW + 9) == first, "a period that had begun");
        for (uint40 time = NOW + 10; time <= NOW + 70; time += 10) {
            require(projects.designAt(id, time) == bytes32(uint256(time)), "starts with the change");
            require(projects.designAt(id, time + 9) == bytes32(uint256(time)), "starts later");
        }
        endProject(developer, id, ProjectStatus.Completed);
        vm.prank(developer);
        vm.expectRevert(
            abi.encodeWithSelector(IProjectRegistry.ProjectStatusMismatch.selector, id, ProjectStatus.Completed)
        );
        projects.commitDesign(id, first);
    }

    function _refuseValidation(uint64 id, uint56 area, bytes memory signature) private {
        bytes32 digest = projects.hashValidation(id, area, NOW + 1);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectValidationInvalid.selector, verifier, digest));
        activateBy(id, area, verifier, NOW + 1, signature);
    }

    function _refuseArea(uint64 id, uint56 area, uint256 least, uint256 most) private {
        bytes memory signature = validation(id, NOW + 1, VERIFIER_KEY);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectAreaImplausible.selector, area, least, most));
        activateBy(id, area, verifier, NOW + 1, signature);
    }

    function test_activate_takes_contract_signatures() public {
        verifiers.accredit(address(this), 0x3e, NOW + 100);
        uint64 id = register(developer, 1, 20);
        claim(developer, id, one(AT_8, 1));
        commitDesign(id, keccak256("design"));
        approved = projects.hashValidation(id, areaOf(id), NOW + 1);
        activateBy(id, areaOf(id), address(this), NOW + 1, "");
        require(projects.terms(id).status == ProjectStatus.Active, "active");
    }

    function test_the_owner_does_not_verify_itself() public {
        vm.deal(verifier, 1 ether);
        developers.assign(2, verifier);
        uint64 id = register(verifier, 1, 20);
        claim(verifier, id, one(AT_8, 1));
        bytes memory signature = validation(id, NOW + 1, VERIFIER_KEY);
        uint56 area = areaOf(id);
        vm.expectRevert(abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, verifier, uint24(2)));
        activateBy(id, area, verifier, NOW + 1, signature);
    }

    function test_a_draft_lapses_by_itself() public {
        uint64 id = register(developer, 1, 20);
        claim(developer, id, one(AT_8, 1));
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotLapsed.selector, id, NOW + LIFETIME));
        projects.lapse(id);
        vm.warp(NOW + LIFETIME);
        bytes memory signature = validation(id, NOW + LIFETIME, VERIFIER_KEY);
        uint56 area = areaOf(id);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectDraftLapsed.selector, id, NOW + LIFETIME));
        activateBy(id, area, verifier, NOW + LIFETIME, signature);
        projects.lapse(id);
        require(projects.terms(id).status == ProjectStatus.Withdrawn, "withdrawn");
        vm.expectRevert(
            abi.encodeWithSelector(IProjectRegistry.ProjectStatusMismatch.selector, id, ProjectStatus.Withdrawn)
        );
        projects.lapse(id);
        require(projects.groundReleasableAt(id) == 0, "at once");
    }

    /* PERIODS */

    function test_L4_periods_follow_one_another_inside_the_crediting_period() public {
        uint64 id = activeProject(1, AT_8, 1);
        uint40 start = CREDITING_START;
        _refusePeriod(
            id,
            start + 1,
            start + 100,
            abi.encodeWithSelector(IProjectRegistry.ProjectPeriodNotNext.selector, id, start + 1, start)
        );
        recordPeriod(id, start, start + 100);
        recordPeriod(id, start + 100, start + 200);
        for (uint40 step = 199; step <= 201; step += 2) {
            _refusePeriod(
                id,
                start + step,
                start + 300,
                abi.encodeWithSelector(IProjectRegistry.ProjectPeriodNotNext.selector, id, start + step, start + 200)
            );
        }
        _refusePeriod(
            id,
            start + 200,
            start + 200,
            abi.encodeWithSelector(IProjectRegistry.ProjectPeriodEmpty.selector, start + 200, start + 200)
        );
        _refusePeriod(
            id,
            start + 200,
            NOW + 1,
            abi.encodeWithSelector(IProjectRegistry.ProjectPeriodNotOver.selector, NOW + 1, NOW)
        );
        vm.warp(CREDITING_END + 100);
        _refusePeriod(
            id,
            start + 200,
            CREDITING_END + 1,
            abi.encodeWithSelector(
                IProjectRegistry.ProjectPeriodOutsideCrediting.selector,
                start + 200,
                CREDITING_END + 1,
                CREDITING_START,
                CREDITING_END
            )
        );
    }

    function testFuzz_L4_accepted_periods_leave_no_gap(uint40[8] memory starts, uint40[8] memory lengths) public {
        uint64 id = activeProject(1, AT_8, 1);
        uint40 next = CREDITING_START;
        for (uint256 i = 0; i < 8; ++i) {
            // Half of them start where they should.
            uint40 start = starts[i] % 2 == 0 ? next : next - 2 + (starts[i] % 5);
            uint40 end = start + (lengths[i] % 1000);
            vm.prank(projects.oracle());
            try projects.recordPeriod(id, start, end, true) {
                require(start == next && start < end && end <= CREDITING_END && end <= NOW, "the next");
                next = end;
            } catch {
                require(start != next || start == end, "a lawful period was refused");
            }
        }
    }

    function testFuzz_L5_a_period_that_is_taken_back_leaves_all_as_before_it(uint40 first, uint40 second) public {
        uint64 id = activeProject(1, AT_8, 1);
        uint40 start = CREDITING_START;
        uint40 middle = start + 1 + (first % 1000);
        uint40[2] memory starts = [start, middle];
        uint40[2] memory ends = [middle, middle + 1 + (second % 1000)];
        bytes32[2] memory before;
        for (uint256 i = 0; i < 2; ++i) {
            before[i] = keccak256(abi.encode(projects.get(id)));
            recordPeriod(id, starts[i], ends[i], i == 0);
        }
        for (uint256 i = 2; i > 0; --i) {
            vm.prank(projects.oracle());
            projects.takeBackPeriod(id, starts[i - 1], i == 2 ? middle : 0);
            require(keccak256(abi.encode(projects.get(id))) == before[i - 1], "as before");
        }
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotOracle.selector, address(this)));
        projects.takeBackPeriod(id, start, 0);
    }

    function test_L4_only_active_projects_earn_and_only_the_oracle_records() public {
        uint64 id = register(developer, 1, 20);
        _refusePeriod(
            id,
            CREDITING_START,
            NOW,
            abi.encodeWithSelector(IProjectRegistry.ProjectStatusMismatch.selector, id, ProjectStatus.Draft)
        );
        _refusePeriod(9, 1, 2, abi.encodeWithSelector(IProjectRegistry.ProjectUnknown.selector, uint64(9)));
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotOracle.selector, developer));
        projects.recordPeriod(id, CREDITING_START, NOW, true);
    }

    /* END */

    function test_owners_complete_and_withdraw() public {
        uint64 id = activeProject(2, AT_8, 1);
        bytes memory stranger = abi.encodeWithSelector(IProjectRegistry.ProjectNotOwner.selector, id, address(this));
        vm.expectRevert(stranger);
        projects.announceEnding(id, ProjectStatus.Completed);
        vm.expectRevert(stranger);
        projects.announceEnding(id, ProjectStatus.Withdrawn);
        announceEnding(developer, id, ProjectStatus.Completed);
        vm.warp(projects.endingOf(id).from);
        vm.expectRevert(stranger);
        projects.complete(id);
        vm.expectRevert(stranger);
        projects.withdraw(id);
        recordPeriod(id, CREDITING_START, CREDITING_START + 5);
        require(projects.monitoringEnd(id) == CREDITING_START + 5, "not reversible");
        vm.startPrank(developer);
        projects.complete(id);
        bytes memory completed = abi.encodeWithSelector(
            IProjectRegistry.ProjectStatusMismatch.selector,
            id,
            ProjectStatus.Completed
        );
        vm.expectRevert(completed);
        projects.complete(id);
        vm.expectRevert(completed);
        projects.withdraw(id);
        vm.expectRevert(completed);
        projects.announceEnding(id, ProjectStatus.Withdrawn);
        vm.stopPrank();
        require(projects.groundReleasableAt(id) == CREDITING_START + 5, "free");
    }

    function test_L5_an_ending_is_announced_a_challenge_window_ahead() public {
        uint64 id = activeProject(2, AT_8, 1);
        Ending memory none;
        _refuseEnding(id, ProjectStatus.Withdrawn, none);

        Ending memory announced = Ending(ProjectStatus.Withdrawn, NOW + 7 days, NOW + 37 days);
        vm.expectEmit();
        emit IProjectRegistry.ProjectEndingAnnounced(id, ProjectStatus.Withdrawn, NOW + 7 days, NOW + 37 days);
        announceEnding(developer, id, ProjectStatus.Withdrawn);
        require(keccak256(abi.encode(projects.endingOf(id))) == keccak256(abi.encode(announced)), "in public");
        _refuseEnding(id, ProjectStatus.Withdrawn, announced);
        vm.warp(NOW + 7 days - 1);
        _refuseEnding(id, ProjectStatus.Withdrawn, announced);
        recordPeriod(id, CREDITING_START, CREDITING_START + 5);
        vm.warp(NOW + 7 days);
        _refuseEnding(id, ProjectStatus.Completed, announced);
        vm.prank(developer);
        projects.withdraw(id);
        require(projects.terms(id).status == ProjectStatus.Withdrawn, "withdrawn");
    }

    function test_L5_nobody_keeps_an_ending_ready() public {
        uint64 id = activeProject(2, AT_8, 1);
        announceEnding(developer, id, ProjectStatus.Completed);
        vm.warp(NOW + 37 days - 1);
        vm.prank(developer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProjectRegistry.ProjectEndingStands.selector,
                id,
                ProjectStatus.Completed,
                NOW + 37 days
            )
        );
        projects.announceEnding(id, ProjectStatus.Withdrawn);
        vm.warp(NOW + 37 days);
        _refuseEnding(id, ProjectStatus.Completed, projects.endingOf(id));
        endProject(developer, id, ProjectStatus.Withdrawn);
    }

    function testFuzz_L5_a_project_ends_in_the_time_that_was_announced_and_in_no_other(uint40 wait) public {
        uint64 id = activeProject(2, AT_8, 1);
        announceEnding(developer, id, ProjectStatus.Completed);
        vm.warp(NOW + (wait % 60 days));
        vm.prank(developer);
        (bool ended, ) = address(projects).call(abi.encodeCall(projects.complete, (id)));
        require(ended == (block.timestamp >= NOW + 7 days && block.timestamp < NOW + 37 days), "then alone");
    }

    function testFuzz_a_project_is_completed_or_withdrawn_and_ends_in_no_other_way(uint8 ending) public {
        uint64 id = activeProject(2, AT_8, 1);
        ProjectStatus into = ProjectStatus(ending % 5);
        vm.prank(developer);
        if (into < ProjectStatus.Completed) {
            vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectEndingInvalid.selector, id, into));
        }
        projects.announceEnding(id, into);
    }

    function test_an_abandoned_project_is_completed_by_anyone_after_a_grace() public {
        uint64 id = activeProject(2, AT_8, 1);
        recordPeriod(id, CREDITING_START, CREDITING_START + 5);
        uint40 end = CREDITING_END + projects.COMPLETION_GRACE();
        bytes memory stranger = abi.encodeWithSelector(IProjectRegistry.ProjectNotOwner.selector, id, address(this));
        vm.warp(end - 1);
        vm.expectRevert(stranger);
        projects.announceEnding(id, ProjectStatus.Completed);
        vm.warp(end);
        vm.expectRevert(stranger);
        projects.announceEnding(id, ProjectStatus.Withdrawn);
        endProject(address(this), id, ProjectStatus.Completed);
        require(projects.terms(id).status == ProjectStatus.Completed, "completed");
        require(projects.groundReleasableAt(id) == CREDITING_START + 5, "its ground is free");
    }

    function test_an_idle_project_that_was_never_credited_lapses() public {
        uint64 id = activeProject(1, AT_8, 1);
        uint40 idle = projects.IDLE_TIME();
        require(projects.lapsesAt(id) == NOW + LIFETIME + idle, "from the draft's expiry, after the crediting start");
        vm.warp(NOW + LIFETIME + idle - 1);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectNotLapsed.selector, id, NOW + LIFETIME + idle));
        projects.lapse(id);
        vm.warp(NOW + LIFETIME + idle);
        projects.lapse(id);
        require(projects.groundReleasableAt(id) == 0, "its ground is free");
    }

    function test_a_credited_project_never_lapses_and_an_accepted_period_gives_time() public {
        uint64 id = activeProject(1, AT_8, 1);
        uint40 end = NOW + LIFETIME + 1000;
        vm.warp(end);
        recordPeriod(id, CREDITING_START, end, false);
        require(projects.lapsesAt(id) == end + projects.IDLE_TIME(), "from its last period");
        vm.warp(end + 1000);
        recordPeriod(id, end, end + 1000);
        require(projects.lapsesAt(id) == type(uint40).max, "never");
        vm.prank(developer);
        uint64 late = projects.register(startingAt(request(1, 20), CREDITING_END - 1));
        claim(developer, late, one(AT_8, 2));
        activate(late);
        require(projects.lapsesAt(late) == CREDITING_END - 1 + projects.IDLE_TIME(), "from its crediting start");
    }

    function test_the_governor_revokes_what_was_never_credited() public {
        uint64 id = activeProject(1, AT_8, 1);
        recordPeriod(id, CREDITING_START, CREDITING_START + 5, false);
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, developer));
        projects.revoke(id);
        projects.revoke(id);
        require(projects.terms(id).status == ProjectStatus.Withdrawn && projects.groundReleasableAt(id) == 0, "ended");
        vm.expectRevert(
            abi.encodeWithSelector(IProjectRegistry.ProjectStatusMismatch.selector, id, ProjectStatus.Withdrawn)
        );
        projects.revoke(id);

        id = activeProject(1, AT_8, 2);
        recordPeriod(id, CREDITING_START, CREDITING_START + 5);
        vm.expectRevert(abi.encodeWithSelector(IProjectRegistry.ProjectCredited.selector, id, CREDITING_START + 5));
        projects.revoke(id);
    }

    function _refuseRequest(ProjectRequest memory given, bytes memory reason) private {
        vm.expectRevert(reason);
        projects.register(given);
    }

    function _refuseEnding(uint64 id, ProjectStatus ending, Ending memory announced) private {
        vm.prank(developer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProjectRegistry.ProjectEndingNotDue.selector,
                id,
                ending,
                announced,
                block.timestamp
            )
        );
        if (ending == ProjectStatus.Completed) projects.complete(id);
        else projects.withdraw(id);
    }

    function _refusePeriod(uint64 id, uint40 start, uint40 end, bytes memory reason) private {
        vm.prank(projects.oracle());
        vm.expectRevert(reason);
        projects.recordPeriod(id, start, end, true);
    }
}
