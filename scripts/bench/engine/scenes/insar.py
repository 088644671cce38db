"""Scenes of J3: `python3 insar.py <folder>`. A hundred interferograms of 36 dates, each as unwrapped phase and coherence.

Phase is that of ground which sinks at up to 4 cm a year, of an atmosphere for each date and of noise: with L = 20 looks and
coherence c its variance is (1 - c^2) / (2 L c^2). Coherence falls with the time between the dates, its estimate has noise
and is stored in thousandths. A lake has no phase.
"""

import numpy as np
from osgeo import gdal

from common import create, random, texture

SIDE, BLOCK, DATES, INTERVAL, LOOKS, PAIRS = 1000, 256, 36, 12, 20, 100
RADIANS_PER_METRE = -4 * np.pi / 0.05546576


def plane(low, high):
    return texture(SIDE, low, high)(0, SIDE)


def store(name, values):
    scene = create(name, SIDE, gdal.GDT_Float32, BLOCK, ["PREDICTOR=3"])
    scene.GetRasterBand(1).WriteArray(values.astype(np.float32))


rate, ground, lasting = plane(-0.04, 0.005), plane(0.75, 0.99), plane(60, 400)
lake = plane(0, 1) > 0.8
sky = [plane(-0.01, 0.01) for _ in range(DATES)]
pairs = [(second - apart, second) for second in range(1, DATES) for apart in (3, 2, 1) if second >= apart][:PAIRS]
for index, (first, second) in enumerate(pairs):
    days = INTERVAL * (second - first)
    coherence = np.clip(ground * np.exp(-days / lasting) + random.normal(0, 0.03, (SIDE, SIDE)), 0.02, 0.995)
    noise = np.sqrt((1 - coherence**2) / (2 * LOOKS * coherence**2)) * random.normal(0, 1, (SIDE, SIDE))
    phase = RADIANS_PER_METRE * (rate * days / 365.25 + sky[second] - sky[first]) + noise
    store(f"phase-{index:03}", np.where(lake, np.nan, phase))
    store(f"coherence-{index:03}", np.where(lake, 0, np.round(coherence, 3)))
