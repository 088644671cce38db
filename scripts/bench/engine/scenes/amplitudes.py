"""Scenes of J2u: `python3 amplitudes.py <folder>`. Backscatter as JAXA's mosaics keep it: dB = 20 log10 DN - 83, uint16."""

import numpy as np
from osgeo import gdal

from backscatter import make

make(gdal.GDT_UInt16, 2, lambda power: np.clip(np.rint(np.sqrt(power) * 10 ** (83 / 20)), 1, 65535).astype(np.uint16))
