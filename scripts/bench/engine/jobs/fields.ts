import { runJob } from "../../../../oracle/core/program/run-job.ts";
import { meanDecibels, zonalLogarithms } from "../../../../oracle/core/kernels/zonal-logarithms.ts";
import { zonalIndex } from "../../../../oracle/core/kernels/zonal-sums.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import type { RunOptions, Scenes } from "../job.ts";
import { windowsOf } from "./windows.ts";

const DATES = 30;
/** Of a Sentinel-2 tile at 40 m. */
const SIDE_PX = 2745;
/** 500 square fields side by side. */
const [FIELDS_ACROSS, FIELDS_DOWN, FIELD_PX] = [25, 20, 100];

export const SERIES_PX = DATES * SIDE_PX ** 2;

export const SERIES_SCENES = Array.from({ length: DATES }, (_, date) => `date-${String(date).padStart(2, "0")}`);

/** Row by row, field by field: this is done while the clock runs. */
const labelsOf = ({ col, row, width, height }: Window): Int32Array => {
  const labels = new Int32Array(width * height).fill(-1);
  for (let y = 0; y < height; y += 1) {
    const down = Math.floor((row + y) / FIELD_PX);
    if (down >= FIELDS_DOWN) break;
    for (let across = Math.floor(col / FIELD_PX); across < FIELDS_ACROSS; across += 1) {
      const [first, end] = [across * FIELD_PX - col, (across + 1) * FIELD_PX - col];
      if (first >= width) break;
      labels.fill(down * FIELDS_ACROSS + across, y * width + Math.max(first, 0), y * width + Math.min(end, width));
    }
  }
  return labels;
};

/** Means of 10 log10 of the values of every date and field. */
export const decibelsOfFields = async (
  { grid, bands }: Scenes,
  { isWanted, ...options }: RunOptions,
): Promise<readonly number[]> => {
  const result = await runJob(
    {
      grid,
      windows: windowsOf(grid, bands[0]!, isWanted),
      steps: bands.map((band) => [band]),
      kernel: zonalLogarithms,
      parametersOf: (window) => ({
        labels: labelsOf(window),
        zones: FIELDS_ACROSS * FIELDS_DOWN,
        steps: DATES,
        bands: 1,
      }),
    },
    options,
  );
  return bands.flatMap((_, date) =>
    Array.from(result.zones, (__, place) => meanDecibels(result, zonalIndex(result, date, 0, place))),
  );
};
