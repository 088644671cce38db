import { projection } from "../../../oracle/core/grid/projection.ts";
import { NODATA_LINE, PALETTE, rampIndex } from "../../../oracle/core/picture/palette.ts";
import { hatch, shownOf } from "../../../oracle/core/picture/shown.ts";
import type { Shown } from "../../../oracle/core/picture/shown.ts";
import { readRows } from "../../../oracle/core/raster/layer.ts";
import type { Layer } from "../../../oracle/core/raster/layer.ts";
import type { MapFrame } from "../parts/map-frame.ts";

/** A layer that fits in memory: of a large one every `step`-th row and column. */
export type Held = Omit<Layer, "rows"> & {
  readonly step: number;
  readonly columns: number;
  readonly values: Int32Array;
  readonly shown: Shown;
};

/** 16 MiB of values: more than any screen shows. */
const MOST_HELD_PX = 2 ** 22;
/** Between nodes so far apart a projection is as good as straight: a picture is some thousand pixels wide. */
const NODE_PX = 16;

/** Reads a layer twice: for its range, and for its values. */
export const hold = async (layer: Layer): Promise<Held> => {
  const { width, height } = layer.grid;
  const step = Math.ceil(Math.sqrt((width * height) / MOST_HELD_PX));
  const columns = Math.ceil(width / step);
  const values = new Int32Array(columns * Math.ceil(height / step));
  for (let row = 0; row < height; row += step) {
    const whole = await readRows(layer, row, 1);
    for (let column = 0; column < columns; column += 1) values[(row / step) * columns + column] = whole[column * step]!;
  }
  const { name, grid, nodata, unit, scale } = layer;
  return { name, grid, nodata, unit, scale, step, columns, values, shown: await shownOf(layer) };
};

/** One way to colour two layers, so that the same colour means the same in both. */
export const shownAlike = (a: Shown, b: Shown): Shown => {
  if ("classes" in a && "classes" in b)
    return { classes: [...new Set([...a.classes, ...b.classes])].toSorted((one, other) => one - other) };
  const ends = [a, b].flatMap((shown) => ("classes" in shown ? shown.classes : [shown.low, shown.high]));
  return { low: Math.min(...ends), high: Math.max(...ends) };
};

/** Red, green and blue of a value that is not nodata. */
export const colourOf = (shown: Shown, value: number): readonly number[] => {
  const share =
    "classes" in shown
      ? shown.classes.indexOf(value) / Math.max(shown.classes.length - 1, 1)
      : (value - shown.low) / Math.max(shown.high - shown.low, 1);
  return PALETTE[rampIndex(Math.min(Math.max(share, 0), 1))]!;
};

/** Where pixels of a picture lie in a grid: nodes are projected, and what is between them is interpolated. */
const placesOf = ({ grid }: Held, { lonLat }: MapFrame, zoom: number, width: number) => {
  const { fromLonLat } = projection(grid.epsg);
  const nodes = Math.ceil(width / NODE_PX) + 1;
  const [columns, rows] = [new Float64Array(nodes), new Float64Array(nodes)];
  /** Goes to a line of the picture. */
  const line = (y: number): void => {
    for (let node = 0; node < nodes; node += 1) {
      const [east, north] = fromLonLat(...lonLat((node * NODE_PX + 0.5) / zoom, (y + 0.5) / zoom));
      columns[node] = (east - grid.originX) / grid.pixelWidth;
      rows[node] = (grid.originY - north) / grid.pixelHeight;
    }
  };
  const along = (of: Float64Array, x: number): number => {
    const node = Math.floor(x / NODE_PX);
    return of[node]! + (of[node + 1]! - of[node]!) * (x / NODE_PX - node);
  };
  return { line, column: (x: number) => along(columns, x), row: (x: number) => along(rows, x) };
};

/**
 * A layer in a frame, nearest pixel, without smoothing: what is shown is what was stored. Nodata is hatched, and what lies
 * outside the layer is left clear.
 * @param zoom pixels of the picture to a unit of the frame
 * @throws SixfoldError GRID_PROJECTION
 */
export const drawLayer = (held: Held, shown: Shown, frame: MapFrame, zoom: number): ImageData => {
  const [width, height] = [Math.round(frame.width * zoom), Math.round(frame.height * zoom)];
  const picture = new ImageData(width, height);
  const places = placesOf(held, frame, zoom, width);
  const { grid, step, columns, values, nodata } = held;
  for (let y = 0; y < height; y += 1) {
    places.line(y);
    for (let x = 0; x < width; x += 1) {
      const [column, row] = [Math.floor(places.column(x)), Math.floor(places.row(x))];
      if (column < 0 || row < 0 || column >= grid.width || row >= grid.height) continue;
      const value = values[Math.floor(row / step) * columns + Math.floor(column / step)]!;
      const isLine = value === nodata && hatch(x, y) === NODATA_LINE;
      if (value === nodata && !isLine) continue;
      const colour = isLine ? PALETTE[NODATA_LINE]! : colourOf(shown, value);
      picture.data.set(colour, (y * width + x) * 4);
      picture.data[(y * width + x) * 4 + 3] = 255;
    }
  }
  return picture;
};
