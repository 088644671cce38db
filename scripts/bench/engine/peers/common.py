"""What the peers of the engine's benchmark share: blocks, threads, the clock and the answer as JSON.

Blocks are read one by one with GDAL (libdeflate), kernels are fused by numba, threads run without the interpreter's lock.
"""

import json
import os
import resource
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from osgeo import gdal

gdal.UseExceptions()
gdal.SetCacheMax(64 << 20)
folder, threads = sys.argv[1], int(sys.argv[2])
local = threading.local()


def path_of(name):
    return os.path.join(folder, name + ".tif")


def opened(names):
    """The scenes, opened once a thread."""
    if not hasattr(local, "scenes"):
        local.scenes = [gdal.Open(path_of(name)) for name in names]
    return local.scenes


def blocks_of(name):
    band = gdal.Open(path_of(name)).GetRasterBand(1)
    (across, down), (width, height) = band.GetBlockSize(), (band.XSize, band.YSize)
    return [
        (x, y, min(across, width - x), min(down, height - y))
        for y in range(0, height, down)
        for x in range(0, width, across)
    ]


def answer(work, items, figures=lambda results: sum(results).tolist()):
    """Does the items on all threads, once to get warm and once by the clock, and prints seconds, peak memory and figures."""
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, items))
        start, cpu = time.perf_counter(), time.process_time()
        result = figures(list(pool.map(work, items)))
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds, "rssMiB": rss, "result": result}))
