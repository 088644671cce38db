// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IMethodologyRegistry} from "../../contracts/interfaces/IMethodologyRegistry.sol";
import {DeductionForm, Methodology, MethodologyTerms, UnitKind, Yield} from "../../contracts/types/Methodology.sol";
import {Pool} from "../../contracts/types/Pool.sol";
import {RegistriesTest} from "./utils/RegistriesTest.sol";
import {vm} from "./utils/Vm.sol";

contract MethodologyRegistryTest is RegistriesTest {
    function test_propose_keeps_every_field() public {
        Methodology memory given = methodology(Pool.Peat, true, "2");
        uint32 id = methodologies.propose(given);
        require(id == 3 && methodologies.count() == 3, "next id");
        require(keccak256(abi.encode(methodologies.get(id))) == keccak256(abi.encode(given)), "as given");
        MethodologyTerms memory terms = methodologies.terms(id);
        require(!terms.active && terms.bufferPpm == given.bufferPpm && terms.edgeLevels == 3, "terms");
    }

    function test_activate_is_once_and_for_good() public {
        uint32 id = methodologies.propose(methodology(Pool.Peat, true, "2"));
        vm.expectRevert(abi.encodeWithSelector(IMethodologyRegistry.MethodologyNotActive.selector, id));
        methodologies.openMethodology(id);
        methodologies.activate(id);
        require(methodologies.openMethodology(id).pool == Pool.Peat, "active");
        vm.expectRevert(abi.encodeWithSelector(IMethodologyRegistry.MethodologyAlreadyActive.selector, id));
        methodologies.activate(id);
    }

    function test_unknown_ids_are_named() public {
        bytes memory unknown = abi.encodeWithSelector(IMethodologyRegistry.MethodologyUnknown.selector, uint32(9));
        vm.expectRevert(unknown);
        methodologies.get(9);
        vm.expectRevert(unknown);
        methodologies.terms(9);
        vm.expectRevert(unknown);
        methodologies.openMethodology(9);
        vm.expectRevert(unknown);
        methodologies.activate(9);
        vm.expectRevert(unknown);
        methodologies.close(9);
    }

    function test_closing_is_for_what_is_active_and_for_good() public {
        uint32 id = methodologies.propose(methodology(Pool.Peat, true, "2"));
        vm.expectRevert(abi.encodeWithSelector(IMethodologyRegistry.MethodologyNotActive.selector, id));
        methodologies.close(id);
        methodologies.activate(id);
        methodologies.close(id);
        require(methodologies.terms(id).closed && methodologies.terms(id).active, "closed, and still in force");
        bytes memory closed = abi.encodeWithSelector(IMethodologyRegistry.MethodologyIsClosed.selector, id);
        vm.expectRevert(closed);
        methodologies.openMethodology(id);
        vm.expectRevert(closed);
        methodologies.close(id);
    }

    function test_what_earns_nothing_has_no_terms_of_credit() public {
        Methodology memory given = _finding();
        uint32 id = methodologies.propose(given);
        require(keccak256(abi.encode(methodologies.get(id))) == keccak256(abi.encode(given)), "as given");
        given.version = "3";
        given.unitKind = UnitKind.Removal;
        _refuse(given, "unitKind", 1, 0, 0);
        given.unitKind = UnitKind.Reduction;
        given.reversible = true;
        _refuse(given, "reversible", 1, 0, 0);
        given.reversible = false;
        given.deductionForm = DeductionForm.CdmBands;
        _refuse(given, "deductionForm", 3, 0, 0);
        given.deductionForm = DeductionForm.Trees;
        given.deductionZPpm = 524_417;
        _refuse(given, "deductionZPpm", 524_417, 0, 0);
        given.deductionZPpm = 0;
        given.maxHalfWidthPpm = 1;
        _refuse(given, "maxHalfWidthPpm", 1, 0, 0);
        given.maxHalfWidthPpm = 0;
        given.bufferPpm = 1;
        _refuse(given, "bufferPpm", 1, 0, 0);
        given.bufferPpm = 0;
        given.monitoringYears = 1;
        _refuse(given, "monitoringYears", 1, 0, 0);
        given.monitoringYears = 0;
        given.maxObservationGap = 1;
        _refuse(given, "maxObservationGap", 1, 0, 0);
        given.maxObservationGap = 0;
        given.challengeWindow = 1;
        _refuse(given, "challengeWindow", 1, 0, 0);
        given.challengeWindow = 0;
        given.maxKgPerHaYear = 1;
        _refuse(given, "maxKgPerHaYear", 1, 0, 0);
        given.maxKgPerHaYear = 0;
        given.minPeriod = 1;
        _refuse(given, "minPeriod", 1, 0, 0);
        given.minPeriod = 0;
        given.maxPeriod = 1;
        _refuse(given, "maxPeriod", 1, 0, 0);
        given.maxPeriod = 0;
        given.retroactivity = 1;
        _refuse(given, "retroactivity", 1, 0, 0);
    }

    function test_L15_no_form_s_quantile_is_below_its_published_rule() public {
        Methodology memory given = _fresh();
        given.deductionZPpm = 524_416;
        _refuse(given, "deductionZPpm", 524_416, 524_417, 4_000_000);
        given.deductionForm = DeductionForm.VcsQuantile;
        given.deductionZPpm = 430_726;
        _refuse(given, "deductionZPpm", 430_726, 430_727, 4_000_000);
        given.deductionZPpm = 4_000_001;
        _refuse(given, "deductionZPpm", 4_000_001, 430_727, 4_000_000);
        given.deductionForm = DeductionForm.VcsExcess;
        given.deductionZPpm = 1;
        _refuse(given, "deductionZPpm", 1, 0, 0);
        given.deductionForm = DeductionForm.CdmBands;
        _refuse(given, "deductionZPpm", 1, 0, 0);
        given.deductionZPpm = 0;
        methodologies.propose(given);
    }

    function test_name_and_version_are_taken_once() public {
        vm.expectRevert(
            abi.encodeWithSelector(IMethodologyRegistry.MethodologyVersionTaken.selector, "forest", "1", uint32(1))
        );
        methodologies.propose(methodology(Pool.BlueCarbon, true, "1"));
    }

    function test_only_the_manager_s_roles_propose_activate_and_close() public {
        bytes memory unauthorized = abi.encodeWithSelector(
            IAccessManaged.AccessManagedUnauthorized.selector,
            developer
        );
        vm.startPrank(developer);
        vm.expectRevert(unauthorized);
        methodologies.propose(methodology(Pool.Peat, true, "2"));
        vm.expectRevert(unauthorized);
        methodologies.activate(1);
        vm.expectRevert(unauthorized);
        methodologies.close(1);
        vm.stopPrank();
    }

    function test_L12_reversible_stock_is_watched_for_forty_years_at_least() public {
        Methodology memory given = methodology(Pool.Peat, true, "2");
        given.monitoringYears = 39;
        _refuse(given, "monitoringYears", 39, 40, 1000);
    }

    function test_propose_refuses_each_field_out_of_range() public {
        uint256 max32 = type(uint32).max;
        Methodology memory given = _fresh();
        given.pool = Pool.None;
        _refuse(given, "pool", 0, 1, 5);
        given = _fresh();
        given.deductionZPpm = 4_000_001;
        _refuse(given, "deductionZPpm", 4_000_001, 524_417, 4_000_000);
        given = _fresh();
        given.maxHalfWidthPpm = 1_000_001;
        _refuse(given, "maxHalfWidthPpm", 1_000_001, 1, 1_000_000);
        given = _fresh();
        given.minObservedPpm = 0;
        _refuse(given, "minObservedPpm", 0, 1, 1_000_000);
        given = _fresh();
        given.bufferPpm = 0;
        _refuse(given, "bufferPpm", 0, 1, 1_000_000);
        given = _fresh();
        given.monitoringYears = 1001;
        _refuse(given, "monitoringYears", 1001, 40, 1000);
        given = _fresh();
        given.maxObservationGap = 0;
        _refuse(given, "maxObservationGap", 0, 1, max32);
        given = _fresh();
        given.challengeWindow = 1 days - 1;
        _refuse(given, "challengeWindow", 1 days - 1, 1 days, max32);
        given = _fresh();
        given.maxKgPerHaYear = 0;
        _refuse(given, "maxKgPerHaYear", 0, 1, max32);
        given = _fresh();
        given.minPeriod = 1 days - 1;
        _refuse(given, "minPeriod", 1 days - 1, 1 days, max32);
        given = _fresh();
        given.minPeriod = 30 days;
        given.maxPeriod = 30 days - 1;
        _refuse(given, "maxPeriod", 30 days - 1, 30 days, max32);
        given = _fresh();
        given.edgeLevels = 4;
        _refuse(given, "edgeLevels", 4, 1, 3);
        given = _fresh();
        given.parameters = 0;
        _refuse(given, "parameters", 0, 1, type(uint256).max);
        given = _fresh();
        given.program = 0;
        _refuse(given, "program", 0, 1, type(uint256).max);
        given = _fresh();
        given.name = "";
        _refuse(given, "name", 0, 1, 31);
        given = _fresh();
        given.version = "12345678901234567890123456789012";
        _refuse(given, "version", 32, 1, 31);
        given = methodology(Pool.PaddyMethane, false, "2");
        given.bufferPpm = 1;
        _refuse(given, "bufferPpm", 1, 0, 0);
        given.bufferPpm = 0;
        given.maxObservationGap = 0;
        methodologies.propose(given);
    }

    function _fresh() private pure returns (Methodology memory) {
        return methodology(Pool.Peat, true, "2");
    }

    function _finding() private pure returns (Methodology memory given) {
        given.yields = Yield.Finding;
        given.pool = Pool.Biomass;
        given.maturity = _fresh().maturity;
        given.minObservedPpm = 800_000;
        given.edgeLevels = 3;
        given.parameters = keccak256("parameters");
        given.program = keccak256("program");
        given.name = "burn";
        given.version = "1";
    }

    function _refuse(
        Methodology memory given,
        string memory field,
        uint256 value,
        uint256 minimum,
        uint256 maximum
    ) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IMethodologyRegistry.MethodologyFieldOutOfRange.selector,
                field,
                value,
                minimum,
                maximum
            )
        );
        methodologies.propose(given);
    }
}
