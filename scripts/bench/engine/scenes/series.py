"""Scenes of J2: `python3 series.py <folder>`. Backscattered power as float32."""

from osgeo import gdal

from backscatter import make

make(gdal.GDT_Float32, 3, lambda power: power)
