"""Files of the codecs' benchmark: `python3 codecs.py make <folder>` writes them, `python3 codecs.py read <folder>` prints
the CPU seconds that GDAL takes to read each, as JSON. SIMULATED: smooth texture with noise, its classes, and a mask.
"""

import glob
import json
import os
import sys
import time

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
job, folder = sys.argv[1], sys.argv[2]
SIDE = 2048


def make():
    random = np.random.default_rng(1)
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(32648)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    texture = 1500 + 900 * np.sin(x / 97) * np.cos(y / 61)
    values = {
        "uint16": (gdal.GDT_UInt16, (texture + random.normal(0, 30, (SIDE, SIDE))).astype(np.uint16)),
        "float32": (gdal.GDT_Float32, (texture / 7 + random.normal(0, 3, (SIDE, SIDE))).astype(np.float32)),
        "classes": (gdal.GDT_Byte, ((texture + random.normal(0, 150, (SIDE, SIDE))) / 600).astype(np.uint8)),
        "mask": (gdal.GDT_Byte, (texture + random.normal(0, 150, (SIDE, SIDE)) > 1500).astype(np.uint8)),
    }
    files = [(kind, codec, []) for kind in ("uint16", "float32", "classes") for codec in ("NONE", "LZW", "PACKBITS", "DEFLATE", "ZSTD", "LERC")]
    files += [("uint16", codec, ["PREDICTOR=2"]) for codec in ("LZW", "DEFLATE", "ZSTD")]
    files += [("float32", codec, ["PREDICTOR=3"]) for codec in ("LZW", "DEFLATE", "ZSTD")]
    files += [("float32", codec, ["MAX_Z_ERROR=0.01"]) for codec in ("LERC", "LERC_DEFLATE", "LERC_ZSTD")]
    files += [("uint16", codec, ["NBITS=12"]) for codec in ("NONE", "DEFLATE")]
    files += [("mask", codec, ["NBITS=1"]) for codec in ("NONE", "LZW", "DEFLATE")]
    for kind, codec, options in files:
        gdal_type, array = values[kind]
        path = os.path.join(folder, " ".join([kind, codec, *options]) + ".tif")
        layout = ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=" + codec, *options]
        scene = gdal.GetDriverByName("GTiff").Create(path, SIDE, SIDE, 1, gdal_type, layout)
        scene.SetProjection(srs.ExportToWkt())
        scene.SetGeoTransform([500000, 10, 0, 1200000, 0, -10])
        scene.GetRasterBand(1).WriteArray(array)
        scene = None


def read():
    seconds = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.tif"))):
        for _ in range(2):
            scene = gdal.Open(path)
            start = time.process_time()
            scene.GetRasterBand(1).ReadAsArray()
            seconds[os.path.basename(path)[:-4]] = time.process_time() - start
    print(json.dumps(seconds))


make() if job == "make" else read()
