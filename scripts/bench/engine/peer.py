"""The peer of the engine's benchmark: `python3 peer.py <job> <folder> <threads>` prints JSON.

Blocks are read one by one with GDAL (libdeflate), kernels are fused by numba, threads run without the interpreter's lock.
Jobs: severity (J1), fields (J2), plain-severity (J1 in block-wise numpy as users write it), inflate-severity and
inflate-fields (libdeflate alone on the same blocks).
"""

import ctypes
import glob
import json
import mmap
import os
import resource
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np
from osgeo import gdal

gdal.UseExceptions()
gdal.SetCacheMax(64 << 20)
job, folder, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
BANDS = ["nir-before", "swir-before", "nir-after", "swir-after"]
DATES = sorted(glob.glob(os.path.join(folder, "date-*.tif")))
THRESHOLDS = np.array([-250, -100, 100, 270, 440, 660])
FIELDS_ACROSS, FIELD_PX = 25, 100
local = threading.local()


def opened(paths):
    if not hasattr(local, "scenes"):
        local.scenes = [gdal.Open(path) for path in paths]
    return local.scenes


def blocks_of(path, size):
    side = gdal.Open(path).RasterXSize
    return [(x, y, min(size, side - x), min(size, side - y)) for y in range(0, side, size) for x in range(0, side, size)]


@numba.njit(nogil=True)
def severity_kernel(nir0, swir0, nir1, swir1, thresholds, counts):
    total = 0
    for i in range(nir0.size):
        if nir0[i] == 0 or swir0[i] == 0 or nir1[i] == 0 or swir1[i] == 0:
            continue
        a, b, c, d = np.float32(nir0[i]), np.float32(swir0[i]), np.float32(nir1[i]), np.float32(swir1[i])
        scaled = int(np.rint(((a - b) / (a + b) - (c - d) / (c + d)) * np.float32(1000)))
        k = 0
        for j in range(thresholds.size):
            k += scaled >= thresholds[j]
        counts[k] += 1
        total += scaled
    return total


@numba.njit(nogil=True)
def field_kernel(values, left, top, counts, sums):
    for y in range(values.shape[0]):
        row = (top + y) // FIELD_PX
        if row >= 20:
            break
        for x in range(values.shape[1]):
            col = (left + x) // FIELD_PX
            if col >= FIELDS_ACROSS:
                break
            counts[row * FIELDS_ACROSS + col] += 1
            sums[row * FIELDS_ACROSS + col] += values[y, x]


def severity(block):
    planes = [band.ReadAsArray(*block).ravel() for band in opened([os.path.join(folder, b + ".tif") for b in BANDS])]
    counts = np.zeros(7, np.int64)
    total = severity_kernel(*planes, THRESHOLDS, counts)
    return np.append(counts, total)


def plain_severity(block):
    planes = [band.ReadAsArray(*block) for band in opened([os.path.join(folder, b + ".tif") for b in BANDS])]
    a, b, c, d = (plane.astype(np.float32) for plane in planes)
    seen = (planes[0] != 0) & (planes[1] != 0) & (planes[2] != 0) & (planes[3] != 0)
    scaled = np.rint(((a - b) / (a + b) - (c - d) / (c + d)) * np.float32(1000))[seen].astype(np.int64)
    return np.append(np.bincount(np.digitize(scaled, THRESHOLDS), minlength=7), scaled.sum())


def fields(block):
    result = np.zeros((30, 2, 500))
    for date, band in enumerate(opened(DATES)):
        field_kernel(band.ReadAsArray(*block), block[0], block[1], result[date, 0], result[date, 1])
    return result


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


library = ctypes.CDLL("libdeflate.so.0")
library.libdeflate_alloc_decompressor.restype = ctypes.c_void_p
library.libdeflate_zlib_decompress.argtypes = [ctypes.c_void_p] * 2 + [ctypes.c_size_t, ctypes.c_void_p] + [ctypes.c_size_t, ctypes.c_void_p]


def inflate(block):
    stored, size = block
    if not hasattr(local, "decompressor"):
        local.decompressor, local.room = library.libdeflate_alloc_decompressor(), np.empty(size, np.uint8)
    code = library.libdeflate_zlib_decompress(local.decompressor, stored.ctypes.data, stored.size, local.room.ctypes.data, size, None)
    assert code == 0
    return np.zeros(1)


def run(work, items):
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        total = sum(pool.map(work, items))
    return time.perf_counter() - start, total


first = os.path.join(folder, BANDS[0] + ".tif")
one = np.ones(1, np.uint16)
severity_kernel(one, one, one, one, THRESHOLDS, np.zeros(7, np.int64))
field_kernel(np.ones((1, 1), np.float32), 0, 0, np.zeros(500), np.zeros(500))
if job == "severity":
    seconds, result = run(severity, blocks_of(first, 1024))
elif job == "plain-severity":
    seconds, result = run(plain_severity, blocks_of(first, 1024))
elif job == "fields":
    seconds, result = run(fields, blocks_of(DATES[0], 512))
elif job == "inflate-severity":
    seconds, result = run(inflate, list(stored_blocks([os.path.join(folder, b + ".tif") for b in BANDS])))
else:
    seconds, result = run(inflate, list(stored_blocks(DATES)))
answer = result.tolist() if job.endswith("severity") else (result[:, 1] / result[:, 0]).ravel().tolist() if job == "fields" else []
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "rssMiB": rss, "result": answer}))
