// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LossesLib} from "../../contracts/libraries/LossesLib.sol";
import {Loss} from "../../contracts/types/Watch.sol";

/// @notice What overlapping losses come to, beside every way of choosing some of them.
contract LossesTest {
    using LossesLib for Loss[];

    uint256 private constant COUNT = 6;
    uint256 private constant MANY = 24;

    Loss[] private _losses;

    function testFuzz_L11_losses_come_to_the_most_that_disjoint_spans_add_up_to_in_any_order(
        uint8[COUNT] memory starts,
        uint8[COUNT] memory lengths,
        uint64[COUNT] memory lossesKg
    ) public {
        Loss[] memory stated = new Loss[](COUNT);
        uint256 countedKg = 0;
        for (uint256 i = 0; i < COUNT; ++i) {
            uint40 start = starts[i] % 32;
            stated[i] = _loss(start, start + 1 + (lengths[i] % 16), lossesKg[i]);
            uint64 addedKg = _losses.count(stated[i].spanStart, stated[i].spanEnd, lossesKg[i]);
            require(addedKg <= lossesKg[i], "never more than it states");
            countedKg += addedKg;
        }
        require(countedKg == _mostOf(stated), "all together");
        for (uint256 i = 1; i < COUNT; ++i) require(_losses[i - 1].spanEnd <= _losses[i].spanEnd, "by their ends");
    }

    function testFuzz_L11_many_losses_come_to_what_the_plain_rule_has_of_all_of_them(
        uint8[MANY] memory starts,
        uint8[MANY] memory lengths,
        uint64[MANY] memory lossesKg
    ) public {
        uint256 countedKg = 0;
        for (uint256 i = 0; i < MANY; ++i) {
            uint40 start = starts[i];
            countedKg += _losses.count(start, start + 1 + (lengths[i] % 64), lossesKg[i]);
            require(countedKg == _plainly(_losses), "all so far");
        }
    }

    function _loss(uint40 spanStart, uint40 spanEnd, uint64 lossKg) private pure returns (Loss memory) {
        return Loss({spanStart: spanStart, spanEnd: spanEnd, lossKg: lossKg, mostKg: 0});
    }

    /// @dev Of all losses at once, looking at each pair (Kleinberg and Tardos, section 6.1).
    function _plainly(Loss[] memory losses) private pure returns (uint256) {
        uint256[] memory most = new uint256[](losses.length + 1);
        for (uint256 i = 0; i < losses.length; ++i) {
            uint256 earlier = i;
            while (earlier > 0 && losses[earlier - 1].spanEnd > losses[i].spanStart) --earlier;
            uint256 withIt = most[earlier] + losses[i].lossKg;
            most[i + 1] = withIt > most[i] ? withIt : most[i];
        }
        return most[losses.length];
    }

    /// @dev Every subset of them whose spans are disjoint.
    function _mostOf(Loss[] memory stated) private pure returns (uint256 mostKg) {
        for (uint256 chosen = 0; chosen < 1 << COUNT; ++chosen) {
            uint256 sumKg = 0;
            bool disjoint = true;
            for (uint256 i = 0; i < COUNT; ++i) {
                if ((chosen >> i) & 1 == 0) continue;
                sumKg += stated[i].lossKg;
                for (uint256 j = 0; j < i; ++j) {
                    bool meet = stated[i].spanStart < stated[j].spanEnd && stated[j].spanStart < stated[i].spanEnd;
                    if ((chosen >> j) & 1 == 1 && meet) disjoint = false;
                }
            }
            if (disjoint && sumKg > mostKg) mostKg = sumKg;
        }
    }
}
