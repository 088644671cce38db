// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch} from "../../../contracts/types/Batch.sol";
import {RegistriesTest} from "../utils/RegistriesTest.sol";
import {vm} from "../utils/Vm.sol";
import {AcceptedReports, CreditHandler} from "./CreditHandler.t.sol";

contract CreditInvariantTest is RegistriesTest {
    CreditHandler private _handler;

    function setUp() public override {
        super.setUp();
        uint64 projectId = register(developer, 1, 16);
        _handler = new CreditHandler(credit, inOraclesPlace(), projectId);
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

    function invariant_L6_issued_is_circulating_buffered_retired_and_cancelled() public view {
        for (uint256 i = 0; i < _handler.batches(); ++i) {
            uint256 id = _handler.batchIds(i);
            uint256 sum = 0;
            for (uint256 j = 0; j < 4; ++j) sum += credit.balanceOf(_handler.holders(j), id);
            Batch memory batch = credit.batch(id);
            sum += uint256(batch.bufferedKg) + batch.retiredKg + batch.cancelledKg;
            require(sum == batch.issuedKg, "issued is not the sum of its parts");
        }
    }

    function invariant_L7_serials_are_contiguous_and_disjoint() public view {
        require(_handler.serialGaps() == 0, "serials leave a gap or overlap");
        for (uint256 i = 0; i < _handler.batches(); ++i) {
            uint256 id = _handler.batchIds(i);
            Batch memory batch = credit.batch(id);
            require(_handler.nextSerial(id) == batch.retiredKg + batch.cancelledKg, "serials are not what was spent");
        }
    }

    function invariant_L5_issued_once() public view {
        require(_handler.doubleIssues() == 0, "a report was issued twice");
    }

    function invariant_L9_one_certificate_per_retirement() public view {
        require(credit.certificates().count() == _handler.retirements(), "certificates are not one per retirement");
    }
}
