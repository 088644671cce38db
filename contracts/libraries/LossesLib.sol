// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Loss} from "../types/Watch.sol";

/// @title LossesLib
/// @notice What a project's losses come to when statements of them overlap in time.
/// @dev Statements of overlapping spans may be about the same loss, those of disjoint spans can not. The least that was
/// lost if every statement is true is the most that statements of pairwise disjoint spans add up to (weighted interval
/// scheduling, and its dual; Kleinberg and Tardos, Algorithm Design, 2005, section 6.1). So no loss counts twice, none
/// is hidden by another, and the order in which they are stated does not matter.
library LossesLib {
    /// @notice Adds a loss to those of a project, which are ascending by the end of their spans.
    /// @return countedKg What they come to beyond what they came to without it, in kg.
    function count(Loss[] storage losses, Loss memory loss) internal returns (uint64 countedKg) {
        uint256 beforeKg = total(losses);
        losses.push(loss);
        uint256 place = losses.length - 1;
        for (; place > 0 && losses[place - 1].spanEnd > loss.spanEnd; --place) losses[place] = losses[place - 1];
        losses[place] = loss;
        // The cast is safe: at most the loss itself, since without it all others still stand.
        return uint64(total(losses) - beforeKg);
    }

    /// @notice The most that losses of disjoint spans add up to, in kg. Spans are half open.
    function total(Loss[] memory losses) internal pure returns (uint256) {
        uint256 length = losses.length;
        // Of the first losses, as many as the index.
        uint256[] memory most = new uint256[](length + 1);
        for (uint256 i = 0; i < length; ++i) {
            uint256 earlier = i;
            while (earlier > 0 && losses[earlier - 1].spanEnd > losses[i].spanStart) --earlier;
            most[i + 1] = Math.max(most[i], most[earlier] + losses[i].lossKg);
        }
        return most[length];
    }
}
