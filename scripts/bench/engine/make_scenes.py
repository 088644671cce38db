"""Makes the scenes of the engine's benchmark: `python3 make_scenes.py <folder> <side of J1> <side of J2>`. SIMULATED.

J1: four bands of uint16 reflectance, deflate, predictor 2, tiles of 1024 px. J2: thirty dates of float32 backscatter,
deflate, predictor 3, tiles of 512 px, gamma distributed speckle of four looks. Texture is smooth, noise is Gaussian.
"""

import os
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
folder, side_j1, side_j2 = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random = np.random.default_rng(1)
srs = osr.SpatialReference()
srs.ImportFromEPSG(32648)


def create(name, side, kind, options):
    path = os.path.join(folder, name + ".tif")
    scene = gdal.GetDriverByName("GTiff").Create(path, side, side, 1, kind, ["TILED=YES", "COMPRESS=DEFLATE", *options])
    scene.SetProjection(srs.ExportToWkt())
    scene.SetGeoTransform([500000, 10, 0, 1200000, 0, -10])
    return scene


def texture(side, low, high):
    """Rows of a bilinear surface through random nodes 64 pixels apart."""
    nodes = random.uniform(low, high, (side // 64 + 3, side // 64 + 3)).astype(np.float32)
    x = np.arange(side, dtype=np.float32) / 64
    left, share = x.astype(int), x - x.astype(int)
    across = nodes[:, left] * (1 - share) + nodes[:, left + 1] * share

    def rows(first, count):
        y = np.arange(first, first + count, dtype=np.float32) / 64
        top, part = y.astype(int), (y - y.astype(int))[:, None]
        return across[top] * (1 - part) + across[top + 1] * part

    return rows


ground = texture(side_j1, 300, 3000)
for band, name in enumerate(["nir-before", "swir-before", "nir-after", "swir-after"]):
    scene = create(name, side_j1, gdal.GDT_UInt16, ["PREDICTOR=2", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024"])
    scene.GetRasterBand(1).SetNoDataValue(0)
    for top in range(0, side_j1, 1024):
        rows = min(1024, side_j1 - top)
        values = ground(top, rows) * (0.6 + 0.3 * band) + random.normal(0, 30, (rows, side_j1)) + 100
        scene.GetRasterBand(1).WriteArray(np.clip(values, 1, 65535).astype(np.uint16), 0, top)
    scene = None

level = texture(side_j2, 0.01, 0.2)
for date in range(30):
    scene = create(f"date-{date:02}", side_j2, gdal.GDT_Float32, ["PREDICTOR=3", "BLOCKXSIZE=512", "BLOCKYSIZE=512"])
    for top in range(0, side_j2, 512):
        rows = min(512, side_j2 - top)
        speckle = random.gamma(4, 0.25, (rows, side_j2)).astype(np.float32)
        scene.GetRasterBand(1).WriteArray(level(top, rows) * speckle, 0, top)
    scene = None
