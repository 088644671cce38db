// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch} from "../../../contracts/types/Batch.sol";
import {BufferAccount, LossAccount} from "../../../contracts/types/LossAccount.sol";
import {Pool} from "../../../contracts/types/Pool.sol";
import {Loss} from "../../../contracts/types/Watch.sol";
import {RegistriesTest} from "../utils/RegistriesTest.sol";
import {vm} from "../utils/Vm.sol";
import {AcceptedReports} from "./CreditHandler.t.sol";
import {PermanenceHandler} from "./PermanenceHandler.t.sol";

contract PermanenceInvariantTest is RegistriesTest {
    PermanenceHandler private _handler;
    uint64[3] private _projectIds;

    function setUp() public override {
        super.setUp();
        AcceptedReports reports = inOraclesPlace();
        address[] memory signers = new address[](1);
        signers[0] = vm.addr(7);
        operators.announce(signers, 1);
        bytes32[3] memory roots;
        for (uint64 i = 0; i < 3; ++i) {
            _projectIds[i] = activeProject(1, AT_8 + i * 0x2000_0000_0000, 1);
            roots[i] = rootOf(_projectIds[i]);
        }
        _handler = new PermanenceHandler(
            credit,
            monitor,
            bufferPool,
            projects,
            reports,
            _projectIds,
            roots,
            operators.operatorSet(),
            developer
        );
        for (uint8 i = 0; i < 3; ++i) _handler.issue(i, 1_000, 200_000);
    }

    /// @dev Accepts whatever it is told to, at the verification oracle's address.
    function inOraclesPlace() private returns (AcceptedReports) {
        vm.etch(address(oracle), address(new AcceptedReports()).code);
        return AcceptedReports(address(oracle));
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_L6_the_pool_s_balance_is_what_is_buffered() public view {
        uint256 bufferedKg = 0;
        for (uint256 i = 0; i < _handler.batches(); ++i) {
            uint256 id = _handler.batchIds(i);
            Batch memory batch = credit.batch(id);
            require(credit.balanceOf(address(bufferPool), id) == batch.bufferedKg, "held is what is buffered");
            uint256 sum = credit.balanceOf(developer, id) + batch.bufferedKg + batch.retiredKg + batch.cancelledKg;
            require(sum == batch.issuedKg, "issued is not the sum of its parts");
            bufferedKg += batch.bufferedKg;
        }
        require(bufferPool.bufferAccount(Pool.Biomass).bufferedKg == bufferedKg, "the pool counts what it holds");
    }

    function invariant_L7_cancelled_and_retired_serials_run_on() public view {
        require(_handler.serialGaps() == 0, "serials leave a gap or overlap");
    }

    function invariant_L10_no_issue_while_an_alert_is_open_or_a_loss_is_not_met() public view {
        require(_handler.issuedWhileStopped() == 0, "issued while stopped");
    }

    function invariant_L11_every_loss_is_cancelled_due_or_a_deficit() public view {
        uint256 dueKg = 0;
        uint256 deficitKg = 0;
        uint256 metKg = 0;
        for (uint256 i = 0; i < 3; ++i) {
            LossAccount memory account = bufferPool.lossAccount(_projectIds[i]);
            require(account.lostKg == account.cancelledKg + account.dueKg + account.deficitKg, "in full");
            require(account.lostKg <= account.issuedKg, "never more than was issued");
            uint256 countedKg = _mostOf(monitor.losses(_projectIds[i]));
            require(account.lostKg + account.unissuedKg == countedKg, "none twice, and none left out");
            dueKg += account.dueKg;
            deficitKg += account.deficitKg;
            metKg += account.cancelledKg;
        }
        BufferAccount memory buffer = bufferPool.bufferAccount(Pool.Biomass);
        require(buffer.dueKg == dueKg && buffer.deficitKg == deficitKg, "the pool's solvency is the projects'");
        uint256 cancelledKg = 0;
        for (uint256 i = 0; i < _handler.batches(); ++i) {
            cancelledKg += credit.batch(_handler.batchIds(i)).cancelledKg;
        }
        require(cancelledKg == metKg, "cancelled credits are what met losses");
    }

    /// @dev The most that losses of disjoint spans add up to: the heaviest path from one to another that starts where it
    /// has ended, relaxed until nothing gets heavier, in whatever order they are.
    function _mostOf(Loss[] memory losses) private pure returns (uint256 mostKg) {
        uint256[] memory heaviest = new uint256[](losses.length);
        for (bool heavier = losses.length > 0; heavier;) {
            heavier = false;
            for (uint256 i = 0; i < losses.length; ++i) {
                uint256 weight = losses[i].lossKg;
                for (uint256 j = 0; j < losses.length; ++j) {
                    bool later = losses[j].spanEnd <= losses[i].spanStart;
                    if (later && heaviest[j] + losses[i].lossKg > weight) weight = heaviest[j] + losses[i].lossKg;
                }
                if (weight > heaviest[i]) (heaviest[i], heavier) = (weight, true);
                if (weight > mostKg) mostKg = weight;
            }
        }
    }

    function invariant_L11_no_deficit_while_the_pool_can_pay() public view {
        require(_handler.deficitsWhileBuffered() == 0, "a deficit beside a buffer");
    }

    function invariant_L9_L12_nothing_lost_or_unseen_is_called_sound() public view {
        require(_handler.soundWhileUnmet() == 0, "a touched batch was called better than it is");
        require(_handler.healedByItself() == 0, "time alone made a batch better");
    }
}
