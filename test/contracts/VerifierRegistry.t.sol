// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IVerifierRegistry} from "../../contracts/interfaces/IVerifierRegistry.sol";
import {Pool} from "../../contracts/types/Pool.sol";
import {RegistriesTest} from "./utils/RegistriesTest.sol";
import {vm} from "./utils/Vm.sol";

contract VerifierRegistryTest is RegistriesTest {
    address private auditor = address(0xA0D);

    function test_an_accredited_verifier_is_eligible_in_scope_until_its_end() public {
        verifiers.accredit(auditor, 0x4, NOW + 10);
        verifiers.requireEligible(auditor, Pool.PaddyMethane, 1);
        (uint8 pools, uint40 until) = verifiers.accreditation(auditor);
        require(pools == 4 && until == NOW + 10, "as accredited");
        vm.expectRevert(
            abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryOutOfScope.selector, auditor, Pool.Biomass, 4)
        );
        verifiers.requireEligible(auditor, Pool.Biomass, 1);
        vm.warp(NOW + 10);
        vm.expectRevert(abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryExpired.selector, auditor, NOW + 10));
        verifiers.requireEligible(auditor, Pool.PaddyMethane, 1);
    }

    function test_a_suspended_verifier_is_not_eligible() public {
        bytes memory none = abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryNotAccredited.selector, auditor);
        vm.expectRevert(none);
        verifiers.suspend(auditor);
        verifiers.accredit(auditor, 0x3e, NOW + 10);
        verifiers.suspend(auditor);
        vm.expectRevert(none);
        verifiers.requireEligible(auditor, Pool.Biomass, 1);
    }

    function test_accredit_refuses_what_makes_no_sense() public {
        vm.expectRevert(abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryInvalidVerifier.selector, address(0)));
        verifiers.accredit(address(0), 2, NOW + 1);
        uint8[3] memory bitmaps = [0, 1, 0x40];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryInvalidPools.selector, bitmaps[i])
            );
            verifiers.accredit(auditor, bitmaps[i], NOW + 1);
        }
        vm.expectRevert(abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryInvalidUntil.selector, NOW, NOW));
        verifiers.accredit(auditor, 2, NOW);
    }

    function test_only_the_manager_s_roles_govern_verifiers() public {
        bytes memory unauthorized = abi.encodeWithSelector(
            IAccessManaged.AccessManagedUnauthorized.selector,
            developer
        );
        vm.startPrank(developer);
        vm.expectRevert(unauthorized);
        verifiers.accredit(auditor, 2, NOW + 1);
        vm.expectRevert(unauthorized);
        verifiers.suspend(verifier);
        vm.stopPrank();
    }
}
