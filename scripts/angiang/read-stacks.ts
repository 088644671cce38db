import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { fromFile } from "geotiff";

import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";

/** One window of the source: every date's VV and VH, untouched. */
export type Stack = {
  /** Such as "p000". */
  readonly point: string;
  readonly grid: Grid;
  /** By `VV_2022-01-09`; row-major. */
  readonly bands: ReadonlyMap<string, Float32Array>;
};

const FILE = /^angiang_s1rtc_(p\d{3})_(?:rice|nonrice)\.tif$/;
const BAND = /^(VV|VH)_\d{4}-\d{2}-\d{2}$/;

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code: "ANGIANG_STACK", failure: "check", field, value, rule });
};

const readStack = async (folder: string, file: string): Promise<Stack> => {
  const [, point] = FILE.exec(file) as unknown as [string, string];
  const tiff = await fromFile(join(folder, file));
  try {
    const image = await tiff.getImage();
    const epsg = image.getGeoKeys()?.["ProjectedCSTypeGeoKey"];
    if (typeof epsg !== "number") return refuse(file, epsg, "a stack states its projected CRS");
    const [originX, originY] = image.getOrigin() as [number, number];
    const [pixelWidth, pixelHeight] = image.getResolution() as [number, number];
    const samples = (await image.readRasters()) as unknown as readonly Float32Array[];
    const bands = new Map<string, Float32Array>();
    for (const [index, values] of samples.entries()) {
      const metadata = (await image.getGDALMetadata(index)) as { readonly DESCRIPTION?: string } | null;
      const name = metadata?.DESCRIPTION ?? "";
      if (!BAND.test(name) || bands.has(name))
        refuse(`${file}/${index}`, name, "every band has a description such as VV_2022-01-09, once");
      if (!(values instanceof Float32Array)) refuse(`${file}/${index}`, typeof values, "bands are Float32");
      bands.set(name, values);
    }
    const grid = {
      epsg,
      width: image.getWidth(),
      height: image.getHeight(),
      originX,
      originY,
      pixelWidth,
      pixelHeight: -pixelHeight,
    };
    return { point, grid, bands };
  } finally {
    await tiff.close();
  }
};

/**
 * All An Giang Sentinel-1 stacks of a folder, by point.
 *
 * @throws SixfoldError ANGIANG_STACK
 */
export const readStacks = async (folder: string): Promise<readonly Stack[]> => {
  const files = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
  if (files.length === 0) refuse("folder", folder, "the folder holds angiang_s1rtc_p*.tif");
  const stacks: Stack[] = [];
  for (const file of files) stacks.push(await readStack(folder, file));
  return stacks;
};
