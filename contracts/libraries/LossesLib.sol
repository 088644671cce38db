// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Loss} from "../types/Watch.sol";

/// @title LossesLib
/// @notice What a project's losses come to when statements of them overlap in time.
/// @dev Statements of overlapping spans may be about the same loss, those of disjoint spans can not. The least that was
/// lost if every statement is true is the most that statements of pairwise disjoint spans add up to (weighted interval
/// scheduling, and its dual; Kleinberg and Tardos, Algorithm Design, 2005, section 6.1). So no loss counts twice, none
/// is hidden by another, and the order in which they are stated does not matter. Each loss keeps what those up to it come
/// to, so that a new one looks at no loss whose span ended before its own, but for a search by halves.
library LossesLib {
    /// @notice Adds a loss to those of a project, which are ascending by the end of their spans. Spans are half open.
    /// @param spanStart Unix seconds.
    /// @param spanEnd Unix seconds, after the start.
    /// @return countedKg What they come to beyond what they came to without it, in kg.
    function count(
        Loss[] storage losses,
        uint40 spanStart,
        uint40 spanEnd,
        uint64 lossKg
    ) internal returns (uint64 countedKg) {
        uint256 length = losses.length;
        uint256 beforeKg = _mostOfFirst(losses, length);
        uint256 place = length++;
        losses.push();
        for (; place > 0 && losses[place - 1].spanEnd > spanEnd; --place) losses[place] = losses[place - 1];
        losses[place] = Loss({spanStart: spanStart, spanEnd: spanEnd, lossKg: lossKg, mostKg: 0});

        uint256 mostKg = _mostOfFirst(losses, place);
        for (; place < length; ++place) {
            Loss memory loss = losses[place];
            uint256 apartKg = _mostOfFirst(losses, _endedBy(losses, place, loss.spanStart));
            mostKg = Math.max(mostKg, apartKg + loss.lossKg);
            // The cast is safe: a sum of fewer than 2^48 amounts below 2^64.
            losses[place].mostKg = uint112(mostKg);
        }
        // The cast is safe: at most the loss itself, since without it all others still stand.
        return uint64(mostKg - beforeKg);
    }

    /// @dev What so many of the first losses come to, in kg.
    function _mostOfFirst(Loss[] storage losses, uint256 number) private view returns (uint256) {
        return number == 0 ? 0 : losses[number - 1].mostKg;
    }

    /// @dev How many of the first losses ended by a time: all that come before the first that did not.
    function _endedBy(Loss[] storage losses, uint256 number, uint40 time) private view returns (uint256 ended) {
        while (ended < number) {
            uint256 middle = (ended + number) / 2;
            if (losses[middle].spanEnd <= time) ended = middle + 1;
            else number = middle;
        }
    }
}
