import { plotColumns } from "../../../kernels/plot-series.ts";
import { plotMean } from "../../../kernels/plot-units.ts";
import { pixelSizeM } from "../../common/pixel-size.ts";
import { toDecibels } from "../../common/decibels.ts";
import type { Seen } from "../read-looks.ts";
import { otsuThreshold } from "./otsu.ts";
import type { FloodRules } from "./terms.ts";
import { smoothed } from "./smooth.ts";

/** What one look says of each plot. */
export type Water = {
  readonly look: number;
  /** 1 water, 0 none, -1 not seen. */
  readonly isWater: Int8Array;
  /** Mean of VV and VH, dB; absent of an optical look. */
  readonly decibels?: Float64Array;
  /** Below which it is water, dB. */
  readonly threshold?: number;
};

const codes = (values: Float64Array, isWater: (value: number) => boolean): Int8Array =>
  Int8Array.from(values, (value) => (Number.isNaN(value) ? -1 : isWater(value) ? 1 : 0));

/** Plots to either side of one over which power is averaged. */
export const reachOf = ({ grid, lattice }: Seen, { radar }: FloodRules): number =>
  Math.floor(radar.smoothM / pixelSizeM(grid) / lattice.side / 2);

const radarWater = (seen: Seen, look: number, rules: FloodRules): Water => {
  const { grid, lattice, plots, planes } = seen;
  const reach = reachOf(seen, rules);
  const [vv, vh] = planes[look]!.map((plane) => smoothed(plots, plane, plotColumns(grid, lattice), reach));
  const decibels = vv!.map((power, place) =>
    power > 0 && vh![place]! > 0 ? (toDecibels(power) + toDecibels(vh![place]!)) / 2 : NaN,
  );
  const threshold = otsuThreshold(decibels, rules.radar.binDb);
  const isWater = codes(decibels, (value) => threshold !== undefined && value < threshold);
  return { look, isWater, decibels, ...(threshold === undefined ? {} : { threshold }) };
};

const opticalWater = ({ plots, planes }: Seen, look: number, { optical }: FloodRules): Water => {
  const own = planes[look]!;
  const ratios = Float64Array.from(plots.plots, (_, place) => {
    const [green, red, nir, swir] = own.map((plane) => plotMean(plots, plane, place)) as [
      number,
      number,
      number,
      number,
    ];
    return nir + swir > 0 ? (green + red) / (nir + swir) : NaN;
  });
  return { look, isWater: codes(ratios, (ratio) => ratio > optical.leastRatio) };
};

/** Water as each look shows it: by radar, whatever stands below the threshold that tells it into two; by colour else. */
export const waterOf = (seen: Seen, rules: FloodRules): readonly Water[] =>
  seen.looks.map(({ sensor }, look) =>
    sensor === "radar" ? radarWater(seen, look, rules) : opticalWater(seen, look, rules),
  );
