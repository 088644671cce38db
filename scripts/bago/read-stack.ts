import { join } from "node:path";

import { fromFile } from "geotiff";

import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { BAGO_FOLDER } from "./reference.ts";

/** One scene of the source: linear power, NaN where it shows nothing. */
export type BagoScene = { readonly date: string; readonly product: string; readonly power: Float32Array };

const NODATA = -32_768;
const NAME = /^(\d{4}-\d{2}-\d{2}) (S1\w+)$/;

/** Decibels times 100, back as the power that they were made of. */
const toPower = (centibels: number): number => (centibels === NODATA ? NaN : 10 ** (centibels / 1000));

/** All scenes of a polarisation, in the source's order. @throws SixfoldError BAGO_STACK */
export const readStack = async (
  dataFolder: string,
  polarisation: "VV" | "VH",
): Promise<{ readonly grid: Grid; readonly scenes: readonly BagoScene[] }> => {
  const file = `bago_s1_${polarisation}_db100_west.tif`;
  const tiff = await fromFile(join(dataFolder, BAGO_FOLDER, file));
  try {
    const image = await tiff.getImage();
    const [originX, originY] = image.getOrigin() as [number, number];
    const [pixelWidth, pixelHeight] = image.getResolution() as [number, number];
    const samples = (await image.readRasters()) as unknown as readonly Int16Array[];
    const scenes: BagoScene[] = [];
    for (const [index, values] of samples.entries()) {
      const metadata = (await image.getGDALMetadata(index)) as { readonly DESCRIPTION?: string } | null;
      const [, date, product] = NAME.exec(metadata?.DESCRIPTION ?? "") ?? [];
      if (date === undefined || product === undefined)
        throw new SixfoldError({
          code: "BAGO_STACK",
          failure: "check",
          field: `${file}/${index}`,
          value: metadata?.DESCRIPTION ?? null,
          rule: "every band is described by its date and product",
        });
      scenes.push({ date, product, power: Float32Array.from(values, toPower) });
    }
    const [width, height] = [image.getWidth(), image.getHeight()];
    return { grid: { epsg: 32_646, width, height, originX, originY, pixelWidth, pixelHeight: -pixelHeight }, scenes };
  } finally {
    await tiff.close();
  }
};
