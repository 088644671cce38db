import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Requirement } from "./skip-without.ts";

/** Debian's, which has GDAL; another may come first on the path. */
export const PYTHON = "/usr/bin/python3";

/** GDAL, its commands and its Python module. */
export const gdal: Requirement = {
  name: "GDAL",
  isMet: () =>
    spawnSync("gdalinfo", ["--version"]).status === 0 &&
    spawnSync(PYTHON, ["-c", "from osgeo import gdal; import numpy"]).status === 0,
  hint: `Install gdal-bin, python3-gdal and python3-numpy, for ${PYTHON}.`,
};

/** A file for GDAL to write. */
export type GdalFile = {
  readonly name: string;
  /** GDAL's name of the sample type. */
  readonly type: string;
  /** Bits of a sample where fewer than its type's. */
  readonly bits?: number;
  readonly bands: number;
  readonly options: readonly string[];
  /** NaN in the same pixels of all bands or in others of each, or a last band that is an alpha of 0 and 255. */
  readonly holes?: "shared" | "own" | "alpha";
  /** Of the physical values. */
  readonly scale?: number;
  readonly offset?: number;
};

export const GDAL_WIDTH = 157;
export const GDAL_HEIGHT = 111;

/**
 * Every file has texture with noise, flat parts, few classes and values of the type's whole range. What is expected of
 * it is what GDAL reads back, in double arithmetic, without infinities and without what an alpha hides.
 */
const MAKE = `
import sys, json, numpy as np
from osgeo import gdal, osr
gdal.UseExceptions(); gdal.PushErrorHandler("CPLQuietErrorHandler")
srs = osr.SpatialReference(); srs.ImportFromEPSG(32648)
w, h = ${GDAL_WIDTH}, ${GDAL_HEIGHT}
y, x = np.mgrid[0:h, 0:w]
NUMPY = dict(Byte="u1", UInt16="u2", Int16="i2", UInt32="u4", Int32="i4", UInt64="u8", Int64="i8", Float32="f4", Float64="f8")
def values(r, f, b):
    v = 60 + 40 * np.sin(x / 17.0) * np.cos(y / 23.0) + r.normal(0, 4, (h, w)) * b
    kind = NUMPY[f["type"]]
    if kind[0] == "f":
        v = v * 1.37 - 50
        v[80:] = r.normal(0, 1, (h - 80, w)) * 10.0 ** r.integers(-4, 4, (h - 80, w))
    else:
        signed = "PIXELTYPE=SIGNEDBYTE" in f["options"]
        bits = f.get("bits", int(kind[1]) * 8 - (kind[0] == "i" or signed))
        v = (np.clip(v, 0, 255) * 2.0 ** min(bits, 40) / 256).astype(np.int64)
        whole = r.integers(0, 2 ** bits - 1, (h - 80, w), dtype=np.uint64, endpoint=True) >> r.integers(0, bits, (h - 80, w), dtype=np.uint64)
        if kind == "u8": v = v.astype(np.uint64)
        v[80:] = whole.astype(v.dtype) * (np.where(x[80:] % 2, -1, 1) if kind[0] == "i" or signed else 1)
    v[20:40, :48] = 0
    v[20:40, 48:90] = 1
    v[40:60, :64] = r.choice([0, 1, 1, 1, 1, 3], (20, 64)) if f.get("bits") != 1 else x[40:60, :64] & 1
    return v.astype("i1") if "PIXELTYPE=SIGNEDBYTE" in f["options"] else v.astype(kind)
folder, files = sys.argv[1], json.load(sys.stdin)
for f in files:
    r = np.random.default_rng(7)
    n, holes = f["bands"], f.get("holes")
    path = f"{folder}/{f['name']}.tif"
    d = gdal.GetDriverByName("GTiff").Create(path, w, h, n, getattr(gdal, "GDT_" + f["type"]), f["options"])
    d.SetProjection(srs.ExportToWkt()); d.SetGeoTransform([500000, 10, 0, 1200000, 0, -10])
    disc = (x - 70) ** 2 + (y - 50) ** 2 < 900
    a = [values(r, f, b + 1) for b in range(n)]
    for b in range(n):
        if holes == "shared": a[b][disc] = np.nan
        if holes == "own": a[b][np.roll(disc, 31 * b, 1)] = np.nan
        if holes == "alpha": a[b] = np.where(disc, 0, 255).astype("u1") if b == n - 1 else np.where(disc, 0, a[b])
        d.GetRasterBand(b + 1).WriteArray(a[b])
    d = None
    d = gdal.Open(path)
    got = np.stack([d.GetRasterBand(b + 1).ReadAsArray() for b in range(n)])
    if "PIXELTYPE=SIGNEDBYTE" in f["options"]: got = got.view("i1")
    if not any(o.startswith(("MAX_Z", "NBITS=16")) for o in f["options"]): assert np.array_equal(got, np.stack(a), equal_nan=got.dtype.kind == "f"), f
    with np.errstate(over="ignore"): e = (got.astype("<f8") * f.get("scale", 1) + f.get("offset", 0)).astype("<f4")
    e[~np.isfinite(e)] = np.nan
    if holes == "alpha": e[:-1, disc] = np.nan
    e.tofile(f"{folder}/{f['name']}.raw")
`;

/** Lets GDAL write files into a folder, all in one process. */
export const writeByGdal = (folder: string, files: readonly GdalFile[]): void => {
  execFileSync(PYTHON, ["-c", MAKE, folder], { input: JSON.stringify(files), stdio: ["pipe", "pipe", "pipe"] });
};

/** The values that are expected of a file, band after band. */
export const expectedOf = (folder: string, { name }: GdalFile): Float32Array => {
  const raw = readFileSync(join(folder, `${name}.raw`));
  return new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4);
};
