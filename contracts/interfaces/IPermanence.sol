// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Condition} from "../types/Condition.sol";

/// @title IPermanence
/// @notice What other contracts ask about permanence. Retirement asks nothing (L8).
interface IPermanence {
    /// @notice How the batch's tonnes fare now.
    /// @dev The worst of what holds. Deficit: a loss that touches the batch is not met yet, or nobody resolved the
    /// project's alert by its deadline, or nobody counted the loss of a report that can not be struck any more. Unmonitored: nobody looked for longer than the methodology lets pass. At risk:
    /// the project has an open alert, or a report that may still be struck says that something was lost. Compensated: every loss that touches the batch is met. A loss touches the batches
    /// whose period ended by the end of the loss's span: later ones were measured after it.
    ///
    /// Overdue shows by itself, with no transaction (L12), and does not heal when monitoring ends: a batch that was not
    /// looked at until then stays unmonitored. A report counts as a look only if it earned something. What is not
    /// reversible is always sound.
    function condition(uint256 batchId) external view returns (Condition);

    /// @notice Whether the project has an open alert, its deadline over or not, or its latest report a loss that is not
    /// counted yet. It stops issuance (L10).
    function alerted(uint64 projectId) external view returns (bool);
}
