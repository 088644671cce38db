// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOperatorRegistry} from "../interfaces/IOperatorRegistry.sol";
import {AcceptedReport} from "../types/Report.sol";

/// @title SignersLib
/// @notice Who answers for an accepted report with a stake.
library SignersLib {
    /// @notice The operators who signed a report, and last its verifier.
    function signers(
        AcceptedReport memory report,
        IOperatorRegistry operators
    ) internal view returns (address[] memory list) {
        (address[] memory members, , ) = operators.setOf(report.epoch);
        list = new address[](members.length + 1);
        uint256 count = 0;
        for (uint256 i = 0; i < members.length; ++i) {
            if ((report.signedBy >> i) & 1 == 1) list[count++] = members[i];
        }
        list[count++] = report.verifier;
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }
}
