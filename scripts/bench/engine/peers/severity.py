"""J1 by GDAL and numba: `python3 severity.py <folder> <threads>`."""

import numba
import numpy as np

from common import answer, blocks_of, opened

BANDS = ["nir-before", "swir-before", "nir-after", "swir-after"]
THRESHOLDS = np.array([-250, -100, 100, 270, 440, 660])


@numba.njit(nogil=True)
def severity_kernel(nir0, swir0, nir1, swir1, thresholds, counts):
    total = 0
    for i in range(nir0.size):
        if nir0[i] == 0 or swir0[i] == 0 or nir1[i] == 0 or swir1[i] == 0:
            continue
        a, b, c, d = np.float32(nir0[i]), np.float32(swir0[i]), np.float32(nir1[i]), np.float32(swir1[i])
        scaled = int(np.rint(((a - b) / (a + b) - (c - d) / (c + d)) * np.float32(1000)))
        k = 0
        for j in range(thresholds.size):
            k += scaled >= thresholds[j]
        counts[k] += 1
        total += scaled
    return total


def severity(block):
    planes = [band.ReadAsArray(*block).ravel() for band in opened(BANDS)]
    counts = np.zeros(7, np.int64)
    total = severity_kernel(*planes, THRESHOLDS, counts)
    return np.append(counts, total)


one = np.ones(1, np.uint16)
severity_kernel(one, one, one, one, THRESHOLDS, np.zeros(7, np.int64))
answer(severity, blocks_of(BANDS[0]))
