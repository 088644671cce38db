// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ExternalSerials} from "../types/ExternalSerials.sol";

/// @title ExternalSerialsLib
/// @notice Disjoint intervals of another programme's serials, each held by one project: a sorted linked list.
/// @dev Node 0 is the list's head, so serials start at 1. What dead projects held is overwritten by later claims.
library ExternalSerialsLib {
    /// @notice An interval, under its first serial. `last` is included; `next` is the next interval's first, or 0.
    struct Interval {
        uint64 last;
        uint64 next;
        uint64 projectId;
    }

    /// @notice The interval is empty or starts below 1.
    error ExternalSerialsEmpty(uint64 first, uint64 last);

    /// @notice The hint is not the first serial of an interval before the claimed one.
    error ExternalSerialsHintInvalid(uint64 hint);

    /// @notice A living project holds serials of this interval.
    error ExternalSerialsTaken(uint64 projectId, uint64 first, uint64 last);

    /// @notice Reverts unless there are serials, from 1 on.
    function requireNotEmpty(ExternalSerials calldata serials) internal pure {
        require(serials.first > 0 && serials.first <= serials.last, ExternalSerialsEmpty(serials.first, serials.last));
    }

    /// @notice The next link of a project's chain of serials: what it will take, in order.
    function chain(ExternalSerials calldata serials, bytes32 root) internal pure returns (bytes32) {
        return keccak256(abi.encode(root, serials.programme, serials.series, serials.first, serials.last));
    }

    /// @notice Inserts an interval for a project.
    /// @dev The caller has seen that it is not empty (`requireNotEmpty`).
    /// @param hint First serial of any interval before `first`, or 0: where the walk along the list starts.
    /// @param isDead Whether a project has lost its claims.
    function claim(
        mapping(uint64 first => Interval) storage list,
        uint64 hint,
        uint64 first,
        uint64 last,
        uint64 projectId,
        function(uint64) view returns (bool) isDead
    ) internal {
        require(hint < first && (hint == 0 || list[hint].projectId != 0), ExternalSerialsHintInvalid(hint));

        uint64 previous = hint;
        uint64 next = list[previous].next;
        while (next != 0 && next < first) {
            previous = next;
            next = list[next].next;
        }

        Interval storage before = list[previous];
        if (before.last >= first) {
            require(isDead(before.projectId), ExternalSerialsTaken(before.projectId, previous, before.last));
            before.last = first - 1;
        }
        while (next != 0 && next <= last) {
            Interval memory other = list[next];
            require(isDead(other.projectId), ExternalSerialsTaken(other.projectId, next, other.last));
            delete list[next];
            next = other.next;
        }

        list[first] = Interval({last: last, next: next, projectId: projectId});
        before.next = first;
    }
}
