// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IDeveloperRegistry} from "../../contracts/interfaces/IDeveloperRegistry.sol";
import {IOperatorRegistry} from "../../contracts/interfaces/IOperatorRegistry.sol";
import {IVerifierRegistry} from "../../contracts/interfaces/IVerifierRegistry.sol";
import {CanonicalTextLib} from "../../contracts/libraries/CanonicalTextLib.sol";
import {Pool} from "../../contracts/types/Pool.sol";
import {SignerSignature} from "../../contracts/types/Report.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {vm} from "./utils/Vm.sol";

contract DeveloperRegistryTest is CreditsTest {
    bytes32 private constant DIGEST = keccak256("any statement");

    address private account = address(0xACC);

    function test_a_legal_entity_is_one_developer() public {
        require(developers.admit("LEI:5493001KJTIIGC8Y1R12") == 3 && developers.count() == 3, "counted");
        require(keccak256(bytes(developers.legalIdOf(3))) == keccak256("LEI:5493001KJTIIGC8Y1R12"), "known");
        vm.expectRevert(
            abi.encodeWithSelector(IDeveloperRegistry.DeveloperKnown.selector, "LEI:5493001KJTIIGC8Y1R12", uint24(3))
        );
        developers.admit("LEI:5493001KJTIIGC8Y1R12");
        vm.expectRevert(abi.encodeWithSelector(CanonicalTextLib.CanonicalTextCharacter.selector, "LEI 1", uint256(3)));
        developers.admit("LEI 1");
        for (uint24 id = 0; id <= 4; id += 4) {
            bytes memory unknown = abi.encodeWithSelector(IDeveloperRegistry.DeveloperUnknown.selector, id);
            vm.expectRevert(unknown);
            developers.legalIdOf(id);
            vm.expectRevert(unknown);
            developers.assign(id, account);
            vm.expectRevert(unknown);
            developers.declareTie(account, id);
        }
    }

    function test_an_account_acts_for_one_developer_at_a_time() public {
        vm.expectRevert(IDeveloperRegistry.DeveloperAccountMissing.selector);
        developers.assign(1, address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IDeveloperRegistry.DeveloperAccountTaken.selector, developer, uint24(1))
        );
        developers.assign(2, developer);
        developers.dismiss(developer);
        bytes memory unknown = abi.encodeWithSelector(IDeveloperRegistry.DeveloperAccountUnknown.selector, developer);
        vm.expectRevert(unknown);
        developers.dismiss(developer);
        vm.expectRevert(unknown);
        developers.requireDeveloper(developer);
        developers.assign(2, developer);
        require(developers.requireDeveloper(developer) == 2, "moved");
        require(developers.isTied(developer, 1) && developers.isTied(developer, 2), "and tied to both");
    }

    function test_ties_are_declared_and_withdrawn_but_not_those_of_its_own_accounts() public {
        developers.declareTie(account, 1);
        bytes memory tied = abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, account, uint24(1));
        vm.expectRevert(tied);
        developers.declareTie(account, 1);
        vm.expectRevert(tied);
        developers.requireUntied(account, 1);
        developers.requireUntied(account, 2);
        developers.withdrawTie(account, 1);
        developers.requireUntied(account, 1);
        vm.expectRevert(abi.encodeWithSelector(IDeveloperRegistry.DeveloperNotTied.selector, account, uint24(1)));
        developers.withdrawTie(account, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDeveloperRegistry.DeveloperAccountTaken.selector, developer, uint24(1))
        );
        developers.withdrawTie(developer, 1);
        developers.dismiss(developer);
        developers.withdrawTie(developer, 1);
    }

    function test_L3_a_verifier_does_not_sign_for_whom_it_is_tied_to() public {
        developers.declareTie(verifier, 1);
        vm.expectRevert(abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, verifier, uint24(1)));
        verifiers.requireEligible(verifier, Pool.Biomass, 1);
        verifiers.requireEligible(verifier, Pool.Biomass, 2);
        verifiers.suspend(verifier);
        verifiers.accredit(verifier, 0x3e, type(uint40).max);
        vm.expectRevert(abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, verifier, uint24(1)));
        verifiers.requireEligible(verifier, Pool.Biomass, 1);
    }

    function testFuzz_L3_an_operator_does_not_sign_for_whom_it_is_tied_to(uint8 which, bool own) public {
        uint256 key = keys[which % 3];
        address operator = vm.addr(key);
        if (own) developers.assign(1, operator);
        else developers.declareTie(operator, 1);
        SignerSignature[] memory signed = signatures(DIGEST, 3);
        bytes memory tied = abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, operator, uint24(1));
        vm.expectRevert(tied);
        operators.requireQuorum(1, DIGEST, signed);
        vm.expectRevert(tied);
        operators.requireSigned(1, DIGEST, signed);
        operators.requireQuorum(2, DIGEST, signed);
    }

    function test_L3_a_tie_outlives_a_change_of_operators() public {
        developers.declareTie(vm.addr(keys[0]), 1);
        operators.announce(operatorAddresses(), 3);
        vm.warp(NOW + operators.DELAY());
        operators.enact();
        SignerSignature[] memory signed = signatures(DIGEST, 3);
        vm.expectRevert(abi.encodeWithSelector(IDeveloperRegistry.DeveloperTied.selector, signed[0].signer, uint24(1)));
        operators.requireQuorum(1, DIGEST, signed);
        vm.expectRevert(
            abi.encodeWithSelector(IOperatorRegistry.OperatorRegistryNotDevelopers.selector, address(this))
        );
        operators.markTied(account);
        vm.expectRevert(
            abi.encodeWithSelector(IVerifierRegistry.VerifierRegistryNotDevelopers.selector, address(this))
        );
        verifiers.markTied(account);
    }

    function test_only_the_manager_s_roles_govern_developers() public {
        bytes memory unauthorized = abi.encodeWithSelector(
            IAccessManaged.AccessManagedUnauthorized.selector,
            developer
        );
        vm.startPrank(developer);
        vm.expectRevert(unauthorized);
        developers.admit("LEI:X");
        vm.expectRevert(unauthorized);
        developers.assign(1, account);
        vm.expectRevert(unauthorized);
        developers.dismiss(developer);
        vm.expectRevert(unauthorized);
        developers.declareTie(verifier, 2);
        vm.expectRevert(unauthorized);
        developers.withdrawTie(developer, 1);
        vm.stopPrank();
    }
}
