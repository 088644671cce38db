"""Scenes of J4: `python3 classes.py <folder>`. Four bands of uint16 reflectance over shallow water, and a classifier.

Six bottoms lie in patches under half to eight metres of water by Lyzenga's model, deep + (bottom - deep) exp(-2 k z), with
Gaussian texture of the bottom and noise of the sensor. One part in fifty is land, which is not observed. The classifier is
trained on a strip of pixels whose bottom is known: `classifier.json`.
"""

import json
import os

import numpy as np
from osgeo import gdal

from common import create, folder, random, texture

SIDE, BLOCK, PATCH, SAMPLES = 5490, 512, 40, 3000
NAMES = ["coastal", "blue", "green", "red"]
DEEP = np.array([600, 450, 300, 120])
ATTENUATION = np.array([0.05, 0.06, 0.1, 0.35])
BOTTOMS = np.array([
    [2200, 2600, 3000, 3200],
    [1100, 1300, 1700, 2100],
    [800, 700, 1050, 700],
    [820, 690, 760, 1350],
    [730, 640, 820, 1050],
    [1200, 1350, 1600, 1950],
])

depth, wobble, land = texture(SIDE, 0.5, 8), texture(SIDE, 0, 3 * PATCH), texture(SIDE, 0, 1)
patches = random.integers(0, 6, (SIDE // PATCH + 8, SIDE // PATCH + 8))
scenes = [create(name, SIDE, gdal.GDT_UInt16, BLOCK, ["PREDICTOR=2"]) for name in NAMES]
known = None
for top in range(0, SIDE, BLOCK):
    rows = min(BLOCK, SIDE - top)
    shift = wobble(top, rows)
    down = ((np.arange(top, top + rows)[:, None] + shift) / PATCH).astype(int)
    across = ((np.arange(SIDE)[None, :] + shift) / PATCH).astype(int)
    bottom = patches[down, across]
    metres = depth(top, rows)
    isLand = land(top, rows) > 0.86
    bands = []
    for band in range(4):
        light = np.exp(-2 * ATTENUATION[band] * metres)
        light *= (BOTTOMS[bottom, band] - DEEP[band]) * (1 + random.normal(0, 0.05, bottom.shape))
        values = np.clip(np.rint(DEEP[band] + light + random.normal(0, 4, bottom.shape)), 1, 65535)
        values[isLand] = 0
        scenes[band].GetRasterBand(1).SetNoDataValue(0)
        scenes[band].GetRasterBand(1).WriteArray(values.astype(np.uint16), 0, top)
        bands.append(values)
    if known is None:
        known = (bottom, bands)
scenes = None

bottom, bands = known
above = np.array([values - deep for values, deep in zip(bands, DEEP)])
seen = (above > 0).all(0)
logs = np.log(np.where(seen, above, 1))


def ratio(x, y):
    """Lyzenga 1981: the slope of least squared distance over sand."""
    (xx, xy), (_, yy) = np.cov(x, y)
    a = (xx - yy) / (2 * xy)
    return a + np.sqrt(a * a + 1)


sand = seen & (bottom == 0)
ratios = [ratio(logs[band][sand], logs[band + 1][sand]) for band in range(3)]
indices = np.array([logs[band] - ratios[band] * logs[band + 1] for band in range(3)])
classes = []
for each in range(6):
    features = indices[:, seen & (bottom == each)]
    features = features[:, random.permutation(features.shape[1])[:SAMPLES]]
    whitening = np.linalg.inv(np.linalg.cholesky(np.cov(features)))
    classes.append({"mean": features.mean(1).tolist(), "whitening": whitening[np.tril_indices(3)].tolist(), "prior": 1})
with open(os.path.join(folder, "classifier.json"), "w") as file:
    water = {"deepWater": DEEP.tolist(), "ratios": ratios}
    json.dump({"water": water, "classes": classes, "mostDistance2": 11.345}, file, indent=1)
