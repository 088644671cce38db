"""libdeflate alone on every block of a folder's scenes: `python3 libdeflate.py <folder> <threads>`."""

import ctypes
import glob
import mmap
import os

import numpy as np
from osgeo import gdal

from common import answer, folder, local

library = ctypes.CDLL("libdeflate.so.0")
library.libdeflate_alloc_decompressor.restype = ctypes.c_void_p
library.libdeflate_zlib_decompress.argtypes = [
    *[ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t],
    *[ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p],
]


def stored_blocks(paths):
    for path in paths:
        scene = gdal.Open(path)
        band = scene.GetRasterBand(1)
        width, height = band.GetBlockSize()
        size = width * height * gdal.GetDataTypeSize(band.DataType) // 8
        with open(path, "rb") as file:
            data = np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
        for y in range(-(-band.YSize // height)):
            for x in range(-(-band.XSize // width)):
                at = int(band.GetMetadataItem(f"BLOCK_OFFSET_{x}_{y}", "TIFF"))
                yield data[at : at + int(band.GetMetadataItem(f"BLOCK_SIZE_{x}_{y}", "TIFF"))], size


def inflate(block):
    stored, size = block
    if not hasattr(local, "decompressor"):
        local.decompressor, local.room = library.libdeflate_alloc_decompressor(), np.empty(size, np.uint8)
    code = library.libdeflate_zlib_decompress(
        local.decompressor, stored.ctypes.data, stored.size, local.room.ctypes.data, size, None
    )
    assert code == 0
    return size


answer(inflate, list(stored_blocks(sorted(glob.glob(os.path.join(folder, "*.tif"))))), lambda sizes: [sum(sizes)])
