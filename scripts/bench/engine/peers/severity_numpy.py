"""J1 by block-wise numpy, as users write it: `python3 severity_numpy.py <folder> <threads>`."""

import numpy as np

from common import answer, blocks_of, opened

BANDS = ["nir-before", "swir-before", "nir-after", "swir-after"]
THRESHOLDS = np.array([-250, -100, 100, 270, 440, 660])


def severity(block):
    planes = [band.ReadAsArray(*block) for band in opened(BANDS)]
    a, b, c, d = (plane.astype(np.float32) for plane in planes)
    seen = (planes[0] != 0) & (planes[1] != 0) & (planes[2] != 0) & (planes[3] != 0)
    scaled = np.rint(((a - b) / (a + b) - (c - d) / (c + d)) * np.float32(1000))[seen].astype(np.int64)
    return np.append(np.bincount(np.digitize(scaled, THRESHOLDS), minlength=7), scaled.sum())


answer(severity, blocks_of(BANDS[0]))
