"""J4 by GDAL, numpy and numba: `python3 classes.py <folder> <threads>`.

Logarithms are numpy's, which work on eight or sixteen lanes at a time, in pieces that stay in a core's cache; the rest is
one loop that LLVM makes wide, with the classifier's numbers written into its source. A plain fused loop is six times slower.
"""

import json
import math
import os

import numba
import numpy as np

from common import answer, blocks_of, folder, local, opened

BANDS = ["coastal", "blue", "green", "red"]
PIECE = 32768
HIDDEN = np.float32(1e-37)
with open(os.path.join(folder, "classifier.json")) as file:
    classifier = json.load(file)
water, classes = classifier["water"], classifier["classes"]
DEEP = np.array(water["deepWater"], np.float32)


def number(value):
    return f"np.float32({float(np.float32(value))!r})"


def score(index, each):
    mean, w = [number(value) for value in each["mean"]], [number(value) for value in each["whitening"]]
    diagonal = [each["whitening"][i] for i in (0, 2, 5)]
    penalty = number(-2 * (sum(math.log(value) for value in diagonal) + math.log(each["prior"])))
    return f"""
        d0, d1, d2 = f0 - {mean[0]}, f1 - {mean[1]}, f2 - {mean[2]}
        y0, y1, y2 = {w[0]} * d0, {w[1]} * d0 + {w[2]} * d1, {w[3]} * d0 + {w[4]} * d1 + {w[5]} * d2
        squared = y0 * y0 + y1 * y1 + y2 * y2
        score = squared + {penalty}
        less = score < best
        best, near, code = score if less else best, squared if less else near, np.int32({index}) if less else code"""


ratio = [number(value) for value in water["ratios"]]
SOURCE = f"""
def classify(x0, x1, x2, x3, codes):
    for i in range(x0.size):
        f0, f1, f2 = x0[i] - {ratio[0]} * x1[i], x1[i] - {ratio[1]} * x2[i], x2[i] - {ratio[2]} * x3[i]
        best, near, code = np.float32(1e30), np.float32(1e30), np.int32(6)
        {"".join(score(index, each) for index, each in enumerate(classes))}
        code = np.int32(6) if near > {number(classifier["mostDistance2"])} else code
        seen = (x0[i] > -80) & (x1[i] > -80) & (x2[i] > -80) & (x3[i] > -80)
        codes[i] = code if seen else np.int32(7)
"""
scope = {"np": np}
exec(SOURCE, scope)
classify = numba.njit(nogil=True, fastmath=True)(scope["classify"])


@numba.njit(nogil=True, fastmath=True)
def above(values, deep, result):
    """Deep water is above 0, so what is not observed, 0, is not above it either."""
    for i in range(values.size):
        result[i] = max(np.float32(values[i]) - deep, HIDDEN)


@numba.njit(nogil=True)
def count(codes, counts):
    for code in codes:
        counts[code] += 1


def bottoms(block):
    planes = [band.ReadAsArray(*block).ravel() for band in opened(BANDS)]
    if not hasattr(local, "logs"):
        local.logs, local.codes = np.empty((4, PIECE), np.float32), np.empty(PIECE, np.uint8)
    counts = np.zeros(8, np.int64)
    for start in range(0, planes[0].size, PIECE):
        pieces = [plane[start : start + PIECE] for plane in planes]
        size = pieces[0].size
        logs, codes = local.logs[:, :size], local.codes[:size]
        for band in range(4):
            above(pieces[band], DEEP[band], logs[band])
        np.log(logs, out=logs)
        classify(logs[0], logs[1], logs[2], logs[3], codes)
        count(codes, counts)
    return counts


one, few = np.ones(4, np.uint16), np.ones((4, 8), np.float32)[:, :4]
above(one, DEEP[0], few[0])
classify(few[0], few[1], few[2], few[3], np.zeros(4, np.uint8))
count(np.zeros(4, np.uint8), np.zeros(8, np.int64))
answer(bottoms, blocks_of(BANDS[0]))
