import { readRows } from "../raster/layer.ts";
import type { Layer } from "../raster/layer.ts";
import { drawLegend, LEGEND_WIDTH, legendHeight } from "./legend.ts";
import { INK, PALETTE } from "./palette.ts";
import { blankPicture, fill, LINE_PX, textWidth, write } from "./picture.ts";
import type { Picture } from "./picture.ts";
import { colouring, hatch, shownOf } from "./shown.ts";
import { writePng } from "./write-png.ts";

/** Longest side of the map: with title, legend and margins a picture has about 1,024 pixels. */
const MOST_MAP_PX = 896;
/** A map is magnified as long as its longest side stays within this. */
const LEAST_MAP_PX = 640;
const MARGIN_PX = 16;
const GAP_PX = 8;

/** A layer's pixels on the map: every `step`-th row and column, `zoom` picture pixels to a side. */
type MapScale = { readonly step: number; readonly zoom: number; readonly width: number; readonly height: number };

const mapScale = ({ width, height }: Layer["grid"]): MapScale => {
  const longest = Math.max(width, height);
  const step = Math.ceil(longest / MOST_MAP_PX);
  const zoom = Math.max(1, Math.floor(LEAST_MAP_PX / longest));
  return { step, zoom, width: Math.ceil(width / step) * zoom, height: Math.ceil(height / step) * zoom };
};

const drawMap = async (
  picture: Picture,
  left: number,
  top: number,
  layer: Layer,
  { step, zoom, width, height }: MapScale,
  colourOf: (value: number) => number,
): Promise<void> => {
  for (let row = 0; row < height; row += zoom) {
    const values = await readRows(layer, (row / zoom) * step, 1);
    for (let y = top + row; y < top + row + zoom; y += 1)
      for (let x = 0; x < width; x += 1) {
        const value = values[Math.floor(x / zoom) * step] as number;
        picture.pixels[y * picture.width + left + x] = value === layer.nodata ? hatch(left + x, y) : colourOf(value);
      }
  }
};

/**
 * A layer as a PNG for the eye: its name and unit, a map of bounded size, and a legend. A large layer shows every n-th
 * row and column as it is, and says so; a small one is magnified. Reads the layer about twice, in strips. Equal layers
 * give equal bytes.
 *
 * @throws SixfoldError RASTER_ROWS, PICTURE_PNG
 */
export const quicklook = async (layer: Layer): Promise<Uint8Array> => {
  const { name, unit, scale } = layer;
  const map = mapScale(layer.grid);
  const shown = await shownOf(layer);
  const subtitle = `unit: ${unit}${map.step === 1 ? "" : `, one pixel of ${map.step} x ${map.step} shown`}`;
  const wanted = Math.max(map.width + 2, LEGEND_WIDTH, textWidth(name), textWidth(subtitle));
  const inner = Math.min(wanted, MOST_MAP_PX + 2);
  const mapTop = MARGIN_PX + 2 * (LINE_PX + GAP_PX) + GAP_PX;
  const legendTop = mapTop + map.height + 2 + MARGIN_PX;
  const picture = blankPicture(inner + 2 * MARGIN_PX, legendTop + legendHeight(shown, scale, inner) + MARGIN_PX);
  write(picture, MARGIN_PX, MARGIN_PX, name, INK);
  write(picture, MARGIN_PX, MARGIN_PX + LINE_PX + GAP_PX, subtitle, INK);
  fill(picture, [MARGIN_PX, mapTop, map.width + 2, map.height + 2], INK);
  await drawMap(picture, MARGIN_PX + 1, mapTop + 1, layer, map, colouring(shown));
  drawLegend(picture, MARGIN_PX, legendTop, shown, scale, inner);
  return writePng(picture, PALETTE);
};
