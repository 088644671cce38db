"""J2u by GDAL and numba: `python3 amplitudes.py <folder> <threads>`.

A digital number has one of 65,536 logarithms: a table is faster than working them out.
"""

import numba
import numpy as np

from common import answer, blocks_of, opened
from fields import ACROSS, DATES, DOWN, FIELD, NAMES, covered, decibels

TABLE = np.log(np.maximum(np.arange(65536), 1).astype(np.float32))


@numba.njit(nogil=True, fastmath=True)
def add_numbers(values, table, left, top, counts, sums):
    for y in range(values.shape[0]):
        row = (top + y) // FIELD * ACROSS
        x = 0
        while x < values.shape[1]:
            field = (left + x) // FIELD
            end = min(values.shape[1], (field + 1) * FIELD - left)
            total, count = 0.0, 0
            for i in range(x, end):
                # The logarithm of 1 stands for that of 0, which is not observed.
                total += table[values[y, i]]
                count += values[y, i] != 0
            counts[row + field] += count
            sums[row + field] += total
            x = end


def fields(block):
    result = np.zeros((DATES, 2, ACROSS * DOWN))
    size = covered(block)
    for date, scene in enumerate(opened(NAMES)):
        values = scene.ReadAsArray(*block)
        if size is not None:
            add_numbers(values[: size[1], : size[0]], TABLE, block[0], block[1], result[date, 0], result[date, 1])
    return result


one = np.ones((2, 2), np.uint16)
add_numbers(one[:1, :1], TABLE, 0, 0, np.zeros(500), np.zeros(500))
answer(fields, blocks_of(NAMES[0]), lambda results: (2 * decibels(results) - 83).ravel().tolist())
