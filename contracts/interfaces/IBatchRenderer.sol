// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch} from "../types/Batch.sol";
import {Condition} from "../types/Condition.sol";
import {Methodology} from "../types/Methodology.sol";
import {AcceptedReport} from "../types/Report.sol";

/// @title IBatchRenderer
/// @notice Describes batches as ERC-1155 metadata, from the chain alone.
/// @dev Holds nothing. Amounts are decimal strings in kg, areas in m2; periods are half open.
interface IBatchRenderer {
    /// @notice The metadata of a batch: `data:application/json;base64,` with its numbers and where they come from.
    function batchURI(
        bytes32 reportId,
        AcceptedReport calldata report,
        Batch calldata batch,
        Methodology calldata methodology,
        Condition condition
    ) external pure returns (string memory);
}
