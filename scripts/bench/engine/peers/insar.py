"""J3 by GDAL and numba: `python3 insar.py <folder> <threads>`.

Pixels lie innermost, a chunk at a time in the second-level cache, and every loop over them is a function of its own, since
numba makes wide instructions of such loops alone. One pixel at a time, with the network's band of three dates in
registers, took four times as long.
"""

import numba
import numpy as np

from common import answer, blocks_of, local, opened

SIDE, DATES, INTERVAL, BAND, PAIRS, ZONE = 1000, 36, 12, 3, 100, 125
ACROSS = SIDE // ZONE
WAVELENGTH = 0.05546576
MICROMETRES, TURNS = -WAVELENGTH / (4 * np.pi) * 1e6, -1 / (2 * np.pi)
LEAST_COHERENCE, MOST_COHERENCE, LEAST_FIT = np.float32(0.4), np.float32(0.999), 700
CHUNK = 256

pairs = [(date - apart, date) for date in range(1, DATES) for apart in (3, 2, 1) if date >= apart][:PAIRS]
FIRST, SECOND = (np.array(column) for column in zip(*pairs))
NAMES = [f"{kind}-{index:03}" for index in range(PAIRS) for kind in ("phase", "coherence")]
years = np.arange(DATES) * INTERVAL / 365.25
SLOPES = (years - years.mean()) / ((years - years.mean()) ** 2).sum()

SINE = [np.float32(c) for c in (-1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800)]
COSINE = [np.float32(c) for c in (-1 / 2, 1 / 24, -1 / 720, 1 / 40320, -1 / 3628800)]
S1, S2, S3, S4, S5 = SINE
C1, C2, C3, C4, C5 = COSINE
ONE, PI = np.float32(1), np.float32(np.pi)
wide = numba.njit(nogil=True, fastmath={"contract", "reassoc", "arcp", "nsz"}, error_model="numpy")


@wide
def connect(weights, reached, i):
    """Dates that counting pairs join to the first, as bits; the weights of all other pairs are put to 0."""
    mask, before = np.uint64(1), np.uint64(0)
    while mask != before:
        before = mask
        for p in range(PAIRS):
            first, second = np.uint64(FIRST[p]), np.uint64(SECOND[p])
            if weights[SECOND[p], SECOND[p] - FIRST[p], i] > 0 and ((mask >> first) | (mask >> second)) & np.uint64(1):
                mask |= (np.uint64(1) << first) | (np.uint64(1) << second)
    for p in range(PAIRS):
        if not (mask >> np.uint64(FIRST[p])) & np.uint64(1):
            weights[SECOND[p], SECOND[p] - FIRST[p], i] = 0
    for date in range(DATES):
        reached[date, i] = (mask >> np.uint64(date)) & np.uint64(1)


@wide
def weigh(weight, value, coherence):
    for i in range(weight.size):
        c = coherence[i] if coherence[i] < MOST_COHERENCE else MOST_COHERENCE
        square = np.float64(c) * np.float64(c)
        information = square / (1 - square)
        weight[i] = information if (value[i] == value[i]) & (c >= LEAST_COHERENCE) else 0.0


@wide
def shown(difference, value):
    for i in range(value.size):
        difference[i] = value[i] if value[i] == value[i] else np.float32(0)


@wide
def count_missing(missing, weight):
    for i in range(weight.size):
        missing[i] += 1.0 if weight[i] == 0 else 0.0


@wide
def mark(seen, weight):
    for i in range(weight.size):
        seen[i] = ONE if weight[i] > 0 else np.float32(0)


@wide
def add(target, a):
    for i in range(a.size):
        target[i] += a[i]


@wide
def add_product(target, a, b):
    for i in range(a.size):
        target[i] += a[i] * b[i]


@wide
def multiply(target, a, b):
    for i in range(a.size):
        target[i] = a[i] * b[i]


@wide
def pull(first, second, weight, difference):
    for i in range(weight.size):
        force = weight[i] * difference[i]
        first[i] -= force
        second[i] += force


@wide
def invert_sums(sums):
    for i in range(sums.size):
        sums[i] = 1 / (sums[i] if sums[i] > 0 else 1.0)


@wide
def residual(y, difference, first, second):
    for i in range(y.size):
        turns = (difference[i] - (second[i] - first[i])) * TURNS
        y[i] = turns - np.rint(turns)


@wide
def add_waves(squares, products, y, seen):
    for i in range(y.size):
        z = y[i] * PI
        q = z * z
        sine = (z + z * (q * (S1 + q * (S2 + q * (S3 + q * (S4 + q * S5)))))) * seen[i]
        squares[i] += sine * sine
        products[i] += sine * (ONE + q * (C1 + q * (C2 + q * (C3 + q * (C4 + q * C5)))))


@wide
def lengths(thousandths, squares, products, count):
    for i in range(count.size):
        real, imaginary = count[i] - (squares[i] + squares[i]), products[i] + products[i]
        length = np.sqrt(real * real + imaginary * imaginary)
        thousandths[i] = np.rint(length / (count[i] if count[i] > ONE else ONE) * np.float32(1000))


@wide
def to_micrometres(rounded, x):
    for i in range(x.size):
        rounded[i] = np.rint(x[i] * MICROMETRES)


@wide
def total_of(values, chosen, reached):
    total, number = 0.0, 0.0
    for i in range(values.size):
        total += values[i] * (chosen[i] * reached[i])
        number += chosen[i] * reached[i]
    return total, number


@wide
def solve(weights, differences, x, shares, inverse):
    """Takes the dates out of the network, the last first, and puts them in again: see the engine's solve.ts."""
    x[:] = 0
    for p in range(PAIRS):
        pull(x[FIRST[p]], x[SECOND[p]], weights[SECOND[p], SECOND[p] - FIRST[p]], differences[p])
    for date in range(DATES - 1, 0, -1):
        band = min(BAND, date)
        inverse[:] = 0
        for a in range(1, band + 1):
            add(inverse, weights[date, a])
        invert_sums(inverse)
        multiply(x[date], x[date], inverse)
        for a in range(1, band + 1):
            add_product(x[date - a], weights[date, a], x[date])
            multiply(shares[date, a], weights[date, a], inverse)
            for b in range(a + 1, band + 1):
                add_product(weights[date - a, b - a], shares[date, a], weights[date, b])
    x[0] = 0
    for date in range(1, DATES):
        for a in range(1, min(BAND, date) + 1):
            add_product(x[date], shares[date, a], x[date - a])


@wide
def add_sums(x, reached, labels, counted, rounded, sums, counts):
    same = True
    for i in range(labels.size):
        same &= labels[i] == labels[0]
    for date in range(DATES):
        to_micrometres(rounded, x[date])
        if same:
            total, number = total_of(rounded, counted, reached[date])
            sums[labels[0], date] += np.int64(total)
            counts[labels[0], date] += np.int64(number)
        else:
            for i in range(labels.size):
                if counted[i] * reached[date, i] > 0:
                    sums[labels[i], date] += np.int64(rounded[i])
                    counts[labels[i], date] += 1


@wide
def insar_kernel(stack, labels, totals, counts, sums):
    f64, f32 = np.float64, np.float32
    weights, shares = np.empty((DATES, BAND + 1, CHUNK), f64), np.empty((DATES, BAND + 1, CHUNK), f64)
    differences, x, reached = np.empty((PAIRS, CHUNK), f64), np.empty((DATES, CHUNK), f64), np.empty((DATES, CHUNK), f64)
    missing, inverse, rates, dates = np.empty(CHUNK, f64), np.empty(CHUNK, f64), np.empty(CHUNK, f64), np.empty(CHUNK, f64)
    counted, rounded = np.empty(CHUNK, f64), np.empty(CHUNK, f64)
    seen, y, count = np.empty((PAIRS, CHUNK), f32), np.empty(CHUNK, f32), np.empty(CHUNK, f32)
    squares, products, thousandths = np.empty(CHUNK, f32), np.empty(CHUNK, f32), np.empty(CHUNK, f32)
    for at in range(0, labels.size, CHUNK):
        missing[:] = 0
        weights[:] = 0
        for p in range(PAIRS):
            weight, value = weights[SECOND[p], SECOND[p] - FIRST[p]], stack[2 * p, at : at + CHUNK]
            weigh(weight, value, stack[2 * p + 1, at : at + CHUNK])
            shown(differences[p], value)
            count_missing(missing, weight)
        reached[:] = 1
        for i in range(CHUNK):
            if missing[i] == PAIRS:
                reached[1:, i] = 0
            elif missing[i] > 0:
                connect(weights, reached, i)
        count[:] = squares[:] = products[:] = 0
        for p in range(PAIRS):
            mark(seen[p], weights[SECOND[p], SECOND[p] - FIRST[p]])
            add(count, seen[p])
        solve(weights, differences, x, shares, inverse)
        for p in range(PAIRS):
            residual(y, differences[p], x[FIRST[p]], x[SECOND[p]])
            add_waves(squares, products, y, seen[p])
        lengths(thousandths, squares, products, count)
        rates[:] = dates[:] = 0
        for date in range(DATES):
            inverse[:] = SLOPES[date] * MICROMETRES
            add_product(rates, x[date], inverse)
            add(dates, reached[date])
        for i in range(CHUNK):
            is_checked = (labels[at + i] >= 0) & (count[i] >= dates[i])
            counted[i] = is_checked & (thousandths[i] >= LEAST_FIT)
            if is_checked:
                totals[2] += np.int64(thousandths[i])
                totals[3] += 1
            if counted[i] > 0 and dates[i] == DATES:
                totals[0] += np.int64(np.rint(rates[i]))
                totals[1] += 1
        add_sums(x, reached, labels[at : at + CHUNK], counted, rounded, sums, counts)


def invert(block):
    left, top, width, height = block
    size = -(-width * height // CHUNK) * CHUNK
    if not hasattr(local, "stack"):
        local.stack = np.empty((2 * PAIRS, 256 * 256), np.float32)
    stack = local.stack
    for band, plane in zip(opened(NAMES), stack):
        plane[width * height : size] = np.nan
        band.ReadAsArray(*block, buf_obj=plane[: width * height].reshape(height, width))
    rows, columns = np.arange(top, top + height), np.arange(left, left + width)
    labels = np.full(size, -1)
    labels[: width * height] = (rows[:, None] // ZONE * ACROSS + columns // ZONE).ravel()
    totals, counts, sums = np.zeros(4, np.int64), *np.zeros((2, ACROSS**2, DATES), np.int64)
    insar_kernel(stack, labels, totals, counts, sums)
    return np.concatenate([totals, counts.ravel(), sums.ravel()])


insar_kernel(
    np.full((2 * PAIRS, 256 * 256), np.nan, np.float32),
    np.zeros(CHUNK, np.int64),
    np.zeros(4, np.int64),
    *np.zeros((2, ACROSS**2, DATES), np.int64),
)
answer(invert, blocks_of(NAMES[0]))
