// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

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

    /// @notice Inserts an interval for a project.
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
        require(first > 0 && first <= last, ExternalSerialsEmpty(first, last));
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
