import { fromArrayBuffer } from "geotiff";

import type { Bundle } from "../oracle/core/evidence/files.ts";
import { bytesOf } from "../oracle/core/evidence/stored.ts";

/** Values of an output map of a bundle, by x and y in the map's CRS; NaN outside it. */
export const readMap = async (files: Bundle, name: string): Promise<(x: number, y: number) => number> => {
  const bytes = await bytesOf(files.get(`outputs/${name}.tif`)!);
  const image = await (await fromArrayBuffer(bytes.slice().buffer)).getImage();
  const [values] = (await image.readRasters()) as unknown as readonly [Int32Array];
  const [west, north] = image.getOrigin() as [number, number];
  const [width, height] = image.getResolution() as [number, number];
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  return (x, y) => {
    const [col, row] = [Math.floor((x - west) / width), Math.floor((y - north) / height)];
    return col < 0 || row < 0 || col >= columns || row >= rows ? NaN : values[row * columns + col]!;
  };
};
