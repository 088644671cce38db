"""What the makers of the benchmark's scenes share. Everything they make is SIMULATED."""

import os
import sys

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
folder = sys.argv[1]
random = np.random.default_rng(1)
srs = osr.SpatialReference()
srs.ImportFromEPSG(32648)


def create(name, side, kind, block, options):
    """A square scene of one deflated band in tiles, 10 m a pixel."""
    path = os.path.join(folder, name + ".tif")
    tiles = ["TILED=YES", f"BLOCKXSIZE={block}", f"BLOCKYSIZE={block}", "COMPRESS=DEFLATE"]
    scene = gdal.GetDriverByName("GTiff").Create(path, side, side, 1, kind, [*tiles, *options])
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
