"""Scenes of J1: `python3 severity.py <folder>`. Four bands of uint16 reflectance: smooth texture and Gaussian noise."""

import numpy as np
from osgeo import gdal

from common import create, random, texture

SIDE, BLOCK = 10980, 1024
ground = texture(SIDE, 300, 3000)
for band, name in enumerate(["nir-before", "swir-before", "nir-after", "swir-after"]):
    scene = create(name, SIDE, gdal.GDT_UInt16, BLOCK, ["PREDICTOR=2"])
    scene.GetRasterBand(1).SetNoDataValue(0)
    for top in range(0, SIDE, BLOCK):
        rows = min(BLOCK, SIDE - top)
        values = ground(top, rows) * (0.6 + 0.3 * band) + random.normal(0, 30, (rows, SIDE)) + 100
        scene.GetRasterBand(1).WriteArray(np.clip(values, 1, 65535).astype(np.uint16), 0, top)
    scene = None
