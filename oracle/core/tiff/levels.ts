import { empty } from "../empty.ts";
import { SixfoldError } from "../errors.ts";
import type { Grid } from "../grid/types.ts";
import { encodeTile, TILE_PX } from "./encode-tile.ts";
import { readRows } from "../raster/layer.ts";
import type { Layer } from "../raster/layer.ts";

/** A layer at full size (step 1) or as an overview of every `step`-th row and column. */
export type Level = {
  readonly step: number;
  readonly width: number;
  readonly height: number;
  readonly tilesAcross: number;
  readonly tilesDown: number;
};

const checkSide = (field: "width" | "height", side: number): void => {
  if (Number.isInteger(side) && side >= 1) return;
  throw new SixfoldError({
    code: "TIFF_COG",
    failure: "check",
    field: `grid/${field}`,
    value: side,
    rule: "a side is a whole number of pixels, at least 1",
  });
};

/**
 * Full size first, then halves, until one tile holds all.
 *
 * @throws SixfoldError TIFF_COG for a grid without pixels
 */
export const levelsOf = ({ width, height }: Pick<Grid, "width" | "height">): readonly Level[] => {
  checkSide("width", width);
  checkSide("height", height);
  const levels: Level[] = [];
  for (let step = 1; ; step *= 2) {
    const [across, down] = [Math.ceil(width / step), Math.ceil(height / step)];
    const tilesAcross = Math.ceil(across / TILE_PX);
    const tilesDown = Math.ceil(down / TILE_PX);
    levels.push({ step, width: across, height: down, tilesAcross, tilesDown });
    if (tilesAcross === 1 && tilesDown === 1) return levels;
  }
};

/**
 * A level's tiles, row by row, padded with nodata. An overview's pixel is the upper left one of those it stands for:
 * a layer's integers may be classes, and an average of two classes would be a third.
 *
 * Holds one row of tiles, TILE_PX * width values; nothing is read but the rows that are shown.
 *
 * @throws SixfoldError RASTER_ROWS
 */
export async function* tilesOf(layer: Layer, { step, width, height }: Level): AsyncGenerator<Uint8Array> {
  const { nodata } = layer;
  const band = new Int32Array(width * TILE_PX);
  const tile = new Int32Array(TILE_PX * TILE_PX);
  let blank: Uint8Array | undefined;
  for (let top = 0; top < height; top += TILE_PX) {
    const rows = Math.min(TILE_PX, height - top);
    for (let row = 0; row < rows; row += 1) {
      const values = await readRows(layer, (top + row) * step, 1);
      for (let col = 0; col < width; col += 1) band[row * width + col] = values[col * step] as number;
      empty(values);
    }
    for (let left = 0; left < width; left += TILE_PX) {
      const right = Math.min(left + TILE_PX, width);
      tile.fill(nodata);
      for (let row = 0; row < rows; row += 1)
        tile.set(band.subarray(row * width + left, row * width + right), row * TILE_PX);
      if (tile.some((value) => value !== nodata)) yield encodeTile(tile);
      else yield (blank ??= encodeTile(tile));
    }
  }
}
