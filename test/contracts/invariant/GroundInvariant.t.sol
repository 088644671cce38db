// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RegistriesTest} from "../utils/RegistriesTest.sol";
import {GroundHandler} from "./GroundHandler.t.sol";

/// @notice L1 under any sequence of claims and releases.
contract GroundInvariantTest is RegistriesTest {
    GroundHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new GroundHandler(projects);
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

    function invariant_L1_a_claim_takes_exactly_what_is_free() external view {
        require(handler.wronglyAccepted() == 0, "an overlap was let through, or free ground left out");
        require(handler.wronglyRefused() == 0, "free ground was refused");
    }

    function invariant_touched_words_tell_what_lies_below() external view {
        require(handler.touchedIsExact(1) && handler.touchedIsExact(2), "touched bits");
    }

    function invariant_every_wei_is_held_burnt_or_withdrawn() external view {
        uint256 burnt = address(0x000000000000000000000000000000000000dEaD).balance;
        require(address(ground).balance == handler.owed(), "what is held is owed");
        require(address(ground).balance + burnt + handler.withdrawn() == handler.paid(), "nothing is lost");
    }
}
