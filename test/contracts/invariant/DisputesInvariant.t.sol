// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReportState} from "../../../contracts/types/Report.sol";
import {CreditsTest} from "../utils/CreditsTest.sol";
import {DisputesHandler} from "./DisputesHandler.t.sol";

/// @notice Reports, challenges, resolutions, silence and stakes, at random.
contract DisputesInvariantTest is CreditsTest {
    DisputesHandler private _handler;

    function setUp() public override {
        super.setUp();
        _handler = new DisputesHandler(oracle, operators, projects, stakes, disputes, forest, rootOf(forest), keys);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_every_ether_of_the_ledger_is_somebody_s() public view {
        address[] memory accounts = _handler.accounts();
        uint256 sum = _stakeOf(address(disputes));
        for (uint256 i = 0; i < accounts.length; ++i) sum += _stakeOf(accounts[i]);
        require(sum == address(stakes).balance, "the ledger is the balance");
        require(sum + _handler.withdrawnWei() == _handler.depositedWei() + 5 * STAKE, "nothing is made or lost");
    }

    function invariant_the_contract_of_disputes_keeps_only_the_bonds_of_open_challenges() public view {
        require(_stakeOf(address(disputes)) == _handler.openBondsWei(), "and nothing of those that were decided");
    }

    function invariant_L5_what_was_struck_is_as_if_it_had_never_been() public view {
        bytes32 latest = oracle.latestReport(forest);
        require(latest == 0 || oracle.getReport(latest).state != ReportState.Struck, "the latest report stands");
        require(projects.terms(forest).lastPeriodEnd == _handler.standingUntil(), "periods are those that stand");
    }

    function invariant_no_state_is_without_a_way_out() public view {
        bytes32 latest = oracle.latestReport(forest);
        bool frozen = latest != 0 && oracle.getReport(latest).state == ReportState.Frozen;
        require(frozen == (disputes.challengeOf(latest).deadline != 0), "what is frozen has a deadline");
    }

    function _stakeOf(address account) private view returns (uint256 amount) {
        (amount, ) = stakes.stakeOf(account);
    }
}
