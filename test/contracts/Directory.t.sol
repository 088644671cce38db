// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../../contracts/Directory.sol";
import {MethodologyRegistry} from "../../contracts/MethodologyRegistry.sol";
import {Stakes} from "../../contracts/Stakes.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {Part} from "../../contracts/types/Part.sol";
import {CreditsTest} from "./utils/CreditsTest.sol";
import {make, vm} from "./utils/Vm.sol";

contract DirectoryTest is CreditsTest {
    function test_the_directory_names_every_part() public view {
        require(directory.addressOf(Part.Directory) == address(directory), "itself");
        require(directory.addressOf(Part.AccessManager) == address(manager), "manager");
        require(directory.addressOf(Part.MethodologyRegistry) == address(methodologies), "methodologies");
        require(directory.addressOf(Part.OperatorRegistry) == address(operators), "operators");
        require(directory.addressOf(Part.VerifierRegistry) == address(verifiers), "verifiers");
        require(directory.addressOf(Part.ProjectRegistry) == address(projects), "projects");
        require(directory.addressOf(Part.GroundRegistry) == address(ground), "ground");
        require(directory.addressOf(Part.VerificationOracle) == address(oracle), "oracle");
        require(directory.addressOf(Part.CarbonCredit) == address(credit), "credit");
        require(directory.addressOf(Part.RetirementCertificate) == address(certificates), "certificates");
        require(directory.addressOf(Part.BatchRenderer) == address(credit.renderer()), "batch renderer");
        require(directory.addressOf(Part.CertificateRenderer) == address(certificates.renderer()), "renderer");
        require(directory.addressOf(Part.PermanenceMonitor) == address(monitor), "monitor");
        require(directory.addressOf(Part.BufferPool) == address(bufferPool), "buffer pool");
        require(directory.addressOf(Part.Stakes) == address(stakes), "stakes");
        require(directory.addressOf(Part.Disputes) == address(disputes), "disputes");
        require(directory.maker() == address(this), "maker");
    }

    function test_parts_name_each_other() public view {
        require(address(projects.ground()) == address(ground), "projects name the ground");
        require(projects.oracle() == address(oracle), "projects name the oracle");
        require(address(ground.projects()) == address(projects), "ground names the projects");
        require(address(oracle.projects()) == address(projects), "the oracle names the projects");
        require(address(oracle.ground()) == address(ground), "the oracle names the ground");
        require(address(oracle.verifiers()) == address(verifiers), "the oracle names the verifiers");
        require(address(credit.oracle()) == address(oracle), "credits name the oracle");
        require(address(credit.certificates()) == address(certificates), "credits name the certificates");
        require(address(certificates.credit()) == address(credit), "certificates name the credits");
        require(address(credit.permanence()) == address(monitor), "credits name the monitor");
        require(address(credit.bufferPool()) == address(bufferPool), "credits name the buffer pool");
        require(address(monitor.bufferPool()) == address(bufferPool), "the monitor names the buffer pool");
        require(address(monitor.operators()) == address(operators), "the monitor names the operators");
        require(address(bufferPool.permanence()) == address(monitor), "the buffer pool names the monitor");
        require(address(bufferPool.credit()) == address(credit), "the buffer pool names the credits");
        require(methodologies.authority() == address(manager), "methodologies are governed");
        require(verifiers.authority() == address(manager), "verifiers are governed");
        require(address(oracle.operators()) == address(operators), "the oracle names the operators");
        require(address(oracle.stakes()) == address(stakes), "the oracle names the stakes");
        require(oracle.disputes() == address(disputes), "the oracle names the disputes");
        require(stakes.oracle() == address(oracle), "the stakes name the oracle");
        require(stakes.disputes() == address(disputes), "the stakes name the disputes");
        require(address(disputes.oracle()) == address(oracle), "the disputes name the oracle");
        require(address(disputes.operators()) == address(operators), "the disputes name the operators");
        require(address(disputes.stakes()) == address(stakes), "the disputes name the stakes");
        require(operators.authority() == address(manager), "operators are governed");
    }

    function test_a_directory_is_made_by_the_nonce_it_was_told() public {
        uint64 nonce = vm.getNonce(address(this));
        Directory next = Directory(make("Directory", abi.encode(nonce)));
        vm.expectRevert(
            abi.encodeWithSelector(IDirectory.DirectoryNonceMismatch.selector, address(this), nonce, address(next))
        );
        make("Directory", abi.encode(nonce));
    }

    function test_a_part_is_made_in_its_place_or_not_at_all() public {
        uint64 nonce = vm.getNonce(address(this));
        Directory fresh = Directory(make("Directory", abi.encode(nonce)));
        // The next place is the access manager's.
        vm.expectRevert(
            abi.encodeWithSelector(
                IDirectory.DirectoryMismatch.selector,
                Part.MethodologyRegistry,
                fresh.addressOf(Part.MethodologyRegistry),
                fresh.addressOf(Part.AccessManager)
            )
        );
        make("MethodologyRegistry", abi.encode(fresh));
        address made = make("MethodologyRegistry", abi.encode(fresh));
        require(made == fresh.addressOf(Part.MethodologyRegistry), "in its place");
    }

    function test_a_part_of_one_registry_is_no_part_of_another() public {
        address elsewhere = directoryBefore(Part.Stakes).addressOf(Part.Stakes);
        vm.expectRevert(
            abi.encodeWithSelector(IDirectory.DirectoryMismatch.selector, Part.Stakes, address(stakes), elsewhere)
        );
        make("Stakes", abi.encode(directory, STAKE));
    }

    function testFuzz_the_directory_s_addresses_are_those_of_the_chain(uint32 first) public {
        uint64 nonce = uint64(first) + vm.getNonce(address(this));
        vm.setNonce(address(this), nonce);
        Directory fresh = Directory(make("Directory", abi.encode(nonce)));
        for (uint8 i = 1; i <= uint8(type(Part).max); ++i) {
            require(address(new Nothing()) == fresh.addressOf(Part(i)), "one after the other");
        }
    }
}

contract Nothing {}
