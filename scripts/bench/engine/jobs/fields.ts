import { runJob } from "../../../../oracle/engine/run-job.ts";
import { meanDecibels, zonalLogarithms } from "../../../../oracle/raster/kernels/zonal-logarithms.ts";
import { zonalIndex } from "../../../../oracle/raster/kernels/zonal-sums.ts";
import type { Window } from "../../../../oracle/raster/window.ts";
import type { RunOptions, Scenes } from "../job.ts";
import { windowsOf } from "./windows.ts";

const DATES = 30;
/** Of a Sentinel-2 tile at 40 m. */
const SIDE_PX = 2745;
/** 500 square fields side by side. */
const [FIELDS_ACROSS, FIELDS_DOWN, FIELD_PX] = [25, 20, 100];

export const SERIES_PX = DATES * SIDE_PX ** 2;

export const SERIES_SCENES = Array.from({ length: DATES }, (_, date) => `date-${String(date).padStart(2, "0")}`);

const labelsOf = ({ col, row, width, height }: Window): Int32Array => {
  const labels = new Int32Array(width * height);
  for (let i = 0; i < labels.length; i += 1) {
    const [x, y] = [Math.floor((col + (i % width)) / FIELD_PX), Math.floor((row + Math.floor(i / width)) / FIELD_PX)];
    labels[i] = x < FIELDS_ACROSS && y < FIELDS_DOWN ? y * FIELDS_ACROSS + x : -1;
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
