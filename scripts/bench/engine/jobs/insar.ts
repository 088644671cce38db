import { runJob } from "../../../../oracle/core/program/run-job.ts";
import { anyKernel } from "../../../../oracle/core/raster/kernel.ts";
import { insarSeries, NO_COHERENCE, NO_RATE } from "../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarSeriesParameters } from "../../../../oracle/core/kernels/insar/insar-series.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import type { EngineJob } from "../job.ts";
import { windowsOf } from "./windows.ts";

const SIDE_PX = 1000;
const DATES = 36;
const INTERVAL_DAYS = 12;
const PAIRS = 100;
/** Zones are squares of so many pixels a side. */
const ZONE_PX = 125;
const ZONES_ACROSS = SIDE_PX / ZONE_PX;
/** Of Sentinel-1. */
const WAVELENGTH_M = 0.05546576;

/** Each date with the three before it. */
const pairs = Array.from({ length: DATES }, (_, second) =>
  [3, 2, 1].flatMap((apart) => (second >= apart ? [{ first: second - apart, second, reference: 0 }] : [])),
)
  .flat()
  .slice(0, PAIRS);

const labelsOf = ({ col, row, width, height }: Window): Int32Array => {
  const labels = new Int32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const above = Math.floor((row + y) / ZONE_PX) * ZONES_ACROSS;
    for (let x = 0; x < width; x += 1) labels[y * width + x] = above + Math.floor((col + x) / ZONE_PX);
  }
  return labels;
};

const parametersOf = (window: Window): InsarSeriesParameters => ({
  days: Array.from({ length: DATES }, (_, date) => date * INTERVAL_DAYS),
  pairs,
  metresPerUnit: -WAVELENGTH_M / (4 * Math.PI),
  wavelengthM: WAVELENGTH_M,
  leastCoherence: 0.4,
  leastTemporalCoherence: 700,
  window,
  labels: labelsOf(window),
  zones: ZONES_ACROSS * ZONES_ACROSS,
});

const sumAndCount = (values: Iterable<number>, none: number): readonly [sum: number, count: number] => {
  let [sum, count] = [0, 0];
  for (const value of values) if (value !== none) [sum, count] = [sum + value, count + 1];
  return [sum, count];
};

/** J3: displacement series of 64 zones, rates and temporal coherences by weighted least squares. */
export const insar: EngineJob = {
  id: "insar",
  title: "J3 InSAR, 1000², 100 pairs of 36 dates, float32",
  pixels: SIDE_PX ** 2,
  scenes: pairs.flatMap((_, index) =>
    ["phase", "coherence"].map((kind) => `${kind}-${String(index).padStart(3, "0")}`),
  ),
  kernel: anyKernel(insarSeries),
  run: async ({ grid, bands }, { isWanted, ...options }) => {
    const windows = windowsOf(grid, bands[0]!, isWanted);
    const { counts, sums, planes } = await runJob(
      { grid, windows, steps: [bands], kernel: insarSeries, parametersOf },
      options,
    );
    const rates = planes.map((plane) => sumAndCount(plane.rates, NO_RATE));
    const fits = planes.map((plane) => sumAndCount(plane.temporalCoherence, NO_COHERENCE));
    const totals = [rates, fits].flatMap((parts) => [0, 1].map((i) => parts.reduce((sum, part) => sum + part[i]!, 0)));
    return [...totals, ...counts, ...[...sums].map(Number)];
  },
  // The peer adds in another order: few values round otherwise, and fewer pixels pass the least temporal coherence.
  tolerance: 1e-5,
  goals: { peer: [1.7, 1.7], libdeflate: [0.4, 0.34] },
};
