// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RegistriesTest} from "../utils/RegistriesTest.sol";
import {vm} from "../utils/Vm.sol";
import {GroundHandler} from "./GroundHandler.t.sol";

/// @notice L1 under any sequence of claims and releases.
contract GroundInvariantTest is RegistriesTest {
    GroundHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new GroundHandler(projects, BOND);
        vm.deal(address(handler), 1_000_000 ether);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_L1_no_cell_is_claimed_twice() external view {
        for (uint256 pool = 1; pool <= 2; ++pool) {
            for (uint256 tile = 0; tile < 8; ++tile) {
                uint256 expected = handler.isOwned(pool, tile) ? 1 : 0;
                require(handler.coverings(pool, tile) == expected, "claimed once if owned, else not at all");
            }
        }
    }

    function invariant_L1_claims_are_refused_exactly_when_they_overlap() external view {
        require(handler.wronglyAccepted() == 0, "an overlap was let through");
        require(handler.wronglyRefused() == 0, "free ground was refused");
    }

    function invariant_touched_words_tell_what_lies_below() external view {
        require(handler.touchedIsExact(1) && handler.touchedIsExact(2), "touched bits");
    }

    function invariant_bonds_held_cover_all_drafts() external view {
        require(address(ground).balance == handler.bonds(), "bonds");
    }
}
