import { crc32 } from "node:zlib";

import { projection } from "../../oracle/core/grid/projection.ts";
import { PALETTE, PAPER } from "../../oracle/core/picture/palette.ts";
import { blankPicture } from "../../oracle/core/picture/picture.ts";
import { colouring } from "../../oracle/core/picture/shown.ts";
import { writePng } from "../../oracle/core/picture/write-png.ts";
import { readRows } from "../../oracle/core/raster/layer.ts";
import type { DrawnLayer } from "./layers.ts";

/** A tile of the XYZ scheme over Web Mercator (EPSG 3857). */
export type Tile = { readonly z: number; readonly x: number; readonly y: number };

export const TILE_PX = 256;
/** Half the side of the Web Mercator square in metres: the equator's radius times pi. */
const HALF_SIDE_M = 6_378_137 * Math.PI;
/**
 * Places are projected every so many pixels and drawn straight between: off by less than a pixel at any zoom, as a
 * straight line differs from the Earth's curve by its square over eight radii.
 */
const STEP_PX = 16;
const NODES = TILE_PX / STEP_PX + 1;

const MERCATOR = projection(3857);

/** Column and row of a layer at the nodes of a tile, as fractions. */
const nodesOf = ({ z, x, y }: Tile, { layer: { grid } }: DrawnLayer): Float64Array => {
  const { fromLonLat } = projection(grid.epsg);
  const pixelM = (2 * HALF_SIDE_M) / (TILE_PX * 2 ** z);
  const nodes = new Float64Array(2 * NODES * NODES);
  for (let down = 0; down < NODES; down += 1)
    for (let across = 0; across < NODES; across += 1) {
      const east = (x * TILE_PX + across * STEP_PX) * pixelM - HALF_SIDE_M;
      const north = HALF_SIDE_M - (y * TILE_PX + down * STEP_PX) * pixelM;
      const [gridX, gridY] = fromLonLat(...MERCATOR.toLonLat(east, north));
      nodes.set(
        [(gridX - grid.originX) / grid.pixelWidth, (grid.originY - gridY) / grid.pixelHeight],
        2 * (down * NODES + across),
      );
    }
  return nodes;
};

/** Where a pixel's centre lies, from the four nodes around it. */
const placeAt = (nodes: Float64Array, px: number, py: number, axis: 0 | 1): number => {
  const [fx, fy] = [(px + 0.5) / STEP_PX, (py + 0.5) / STEP_PX];
  const [left, top] = [Math.floor(fx), Math.floor(fy)];
  const [u, v] = [fx - left, fy - top];
  const at = (down: number, across: number): number => nodes[2 * ((top + down) * NODES + left + across) + axis]!;
  return (at(0, 0) * (1 - u) + at(0, 1) * u) * (1 - v) + (at(1, 0) * (1 - u) + at(1, 1) * u) * v;
};

type Hit = { readonly pixel: number; readonly column: number };

/** A tile's pixels that lie in the layer, by the layer's row. */
const hitsOf = (tile: Tile, drawn: DrawnLayer): ReadonlyMap<number, readonly Hit[]> => {
  const { width, height } = drawn.layer.grid;
  const nodes = nodesOf(tile, drawn);
  const hits = new Map<number, Hit[]>();
  for (let pixel = 0; pixel < TILE_PX * TILE_PX; pixel += 1) {
    const [px, py] = [pixel % TILE_PX, Math.floor(pixel / TILE_PX)];
    const [column, row] = [Math.floor(placeAt(nodes, px, py, 0)), Math.floor(placeAt(nodes, px, py, 1))];
    if (column < 0 || column >= width || row < 0 || row >= height) continue;
    const inRow = hits.get(row);
    if (inRow === undefined) hits.set(row, [{ pixel, column }]);
    else inRow.push({ pixel, column });
  }
  return hits;
};

/** Makes the palette's first colour clear (PNG, section 11.3.2.1): one chunk behind that of the palette. */
const clearPaper = (png: Uint8Array): Uint8Array => {
  const head = 8 + 25 + 12 + 3 * PALETTE.length;
  const named = Buffer.concat([Buffer.from("tRNS"), Buffer.from([0])]);
  const chunk = Buffer.alloc(13);
  chunk.writeUInt32BE(1);
  chunk.set(named, 4);
  chunk.writeUInt32BE(crc32(named), 9);
  return Buffer.concat([png.subarray(0, head), chunk, png.subarray(head)]);
};

/**
 * A tile of a map as PNG, 256 x 256: the nearest pixel of the layer for each of the tile's, in the colours of
 * `quicklook`; clear where there is none, or no data. One row of the layer is held at a time.
 */
export const tilePng = async (tile: Tile, drawn: DrawnLayer): Promise<Uint8Array> => {
  const { layer, shown } = drawn;
  const picture = blankPicture(TILE_PX, TILE_PX);
  picture.pixels.fill(PAPER);
  const colourOf = colouring(shown);
  for (const [row, hits] of [...hitsOf(tile, drawn)].sort(([a], [b]) => a - b)) {
    const values = await readRows(layer, row, 1);
    for (const { pixel, column } of hits) {
      const value = values[column]!;
      if (value !== layer.nodata) picture.pixels[pixel] = colourOf(value);
    }
  }
  return clearPaper(writePng(picture, PALETTE));
};
