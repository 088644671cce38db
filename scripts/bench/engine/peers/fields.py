"""What the peers of J2 and J2u share: 500 square fields of 100 px, 25 across, over thirty dates."""

import numba
import numpy as np

DATES, ACROSS, DOWN, FIELD = 30, 25, 20, 100
NAMES = [f"date-{date:02}" for date in range(DATES)]


def covered(block):
    """The part of a block that fields cover, or nothing."""
    x, y, width, height = block
    width, height = min(width, ACROSS * FIELD - x), min(height, DOWN * FIELD - y)
    return (width, height) if width > 0 and height > 0 else None


@numba.njit(nogil=True, fastmath=True)
def add_rows(values, logs, left, top, counts, sums):
    """Adds logarithms of values above 0 to their fields: along a row, one field at a time."""
    for y in range(values.shape[0]):
        row = (top + y) // FIELD * ACROSS
        x = 0
        while x < values.shape[1]:
            field = (left + x) // FIELD
            end = min(values.shape[1], (field + 1) * FIELD - left)
            total, count = 0.0, 0
            for i in range(x, end):
                known = values[y, i] > 0
                total += logs[y, i] if known else np.float32(0)
                count += known
            counts[row + field] += count
            sums[row + field] += total
            x = end


def decibels(results):
    """10 log10 of each date and field, from counts and sums of natural logarithms: [date][count, sum][field]."""
    total = sum(results)
    return 10 / np.log(10) * total[:, 1] / total[:, 0]
