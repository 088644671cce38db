import { SixfoldError } from "../../errors.ts";
import type { Kernel } from "../../raster/kernel.ts";
import type { Window } from "../../grid/window.ts";
import { requireLength } from "../require-length.ts";
import { joinZones, zonesPresent } from "../zones.ts";
import { loadWork } from "./load-work.ts";
import type { Settings } from "./load-work.ts";
import { networkOf } from "./network.ts";
import type { InsarPair } from "./network.ts";

/** Pixels are done four at a time, so that much may lie behind the last one. */
const SPARE = 64;
/** Bytes and int64 of a zone's sums at one date: see assembly/kernels/insar/zones.ts. */
const CELL_BYTES = 32;
const CELL_WORDS = 4;

/** Displacements and values reach no further, so that four of them add up in an int32 of micrometres: 2^29 of these. */
const MOST_METRES = 536.870912;

/** No pair counts below it, so that no weight is 0 in float32: they span nine orders of magnitude, 1e-6 to 499. */
const LEAST_COHERENCE = 0.001;

/** The greatest float32. */
const MOST_FLOAT32 = 2 ** 128 - 2 ** 104;

/** Stands for a rate that is not observed. */
export const NO_RATE = -(2 ** 31);
/** Stands for a temporal coherence that is not observed. */
export const NO_COHERENCE = -1;

export type InsarSeriesParameters = {
  /** Of each date, from whatever day on: whole, ascending. */
  readonly days: readonly number[];
  /** Interferograms; the one step has two bands for each, in this order: value, coherence. */
  readonly pairs: readonly InsarPair[];
  /**
   * Displacement of one unit of the values, in metres, towards the satellite; its sign is the producer's. For radians of
   * unwrapped phase, the second date's less the first's, it is -wavelengthM / (4 pi) (MintPy, Yunjun et al. 2019).
   */
  readonly metresPerUnit: number;
  readonly wavelengthM: number;
  /** Pairs with less coherence in a pixel do not count there: 0.001 to 1. MintPy's mask has 0.4. */
  readonly leastCoherence: number;
  /** Pixels with less temporal coherence do not count: whole thousandths. MintPy has 700. */
  readonly leastTemporalCoherence: number;
  /** Where the window lies. */
  readonly window: Window;
  /** Zone of each pixel of the window, row-major; 0 to zones - 1, anything else (such as -1) is not looked at. */
  readonly labels: Int32Array;
  readonly zones: number;
};

export type InsarPlanes = {
  readonly window: Window;
  /** Row-major micrometres a year; NO_RATE where not observed. */
  readonly rates: Int32Array;
  /** Row-major thousandths; NO_COHERENCE where not observed. */
  readonly temporalCoherence: Int16Array;
};

export type InsarSeries = {
  readonly dates: number;
  /** Zones that have a pixel, observed or not, ascending. */
  readonly zones: Int32Array;
  /** Pixels observed at a date: [zone][date], zones as above. Whole numbers. */
  readonly counts: Float64Array;
  /** Exact sums of their displacements since the first date, in whole micrometres, in the same order. */
  readonly sums: BigInt64Array;
  /** From top to bottom and left to right. */
  readonly planes: readonly InsarPlanes[];
};

const settingsOf = (parameters: InsarSeriesParameters): Settings => {
  const { metresPerUnit, wavelengthM, leastCoherence, leastTemporalCoherence } = parameters;
  const refuse = (field: keyof InsarSeriesParameters, rule: string): never => {
    throw new SixfoldError({ code: "KERNEL_SETTING", failure: "usage", field, value: parameters[field], rule });
  };
  if (!Number.isFinite(metresPerUnit) || metresPerUnit === 0) refuse("metresPerUnit", "is finite and not 0");
  if (!Number.isFinite(wavelengthM) || !(wavelengthM > 0)) refuse("wavelengthM", "is finite and above 0");
  if (!(leastCoherence >= LEAST_COHERENCE && leastCoherence <= 1))
    refuse("leastCoherence", `is from ${LEAST_COHERENCE} to 1`);
  const isThousandths = Number.isInteger(leastTemporalCoherence) && Math.abs(leastTemporalCoherence - 500) <= 500;
  if (!isThousandths) refuse("leastTemporalCoherence", "is whole thousandths, 0 to 1000");
  return {
    micrometresPerUnit: metresPerUnit * 1e6,
    // There and back.
    turnsPerUnit: (2 * metresPerUnit) / wavelengthM,
    mostValue: Math.min(MOST_METRES / Math.abs(metresPerUnit), MOST_FLOAT32),
    leastCoherence,
    leastFit: leastTemporalCoherence,
  };
};

const unfitCoherence = (firstRow: number): SixfoldError =>
  new SixfoldError({
    code: "KERNEL_COHERENCE",
    failure: "check",
    field: "coherence",
    value: { firstRow },
    rule: "is from 0 to 1 wherever it is observed",
  });

/**
 * Displacement time series of one step of interferograms by weighted least squares (Berardino et al. 2002 with one
 * network, Yunjun et al. 2019): the values x of the dates that make sum w (d - (x_second - x_first))^2 least, the first
 * date's being 0, in float64.
 *
 * - w = c^2 / (1 - c^2) of the coherence c, which is the Fisher information of the phase (Seymour and Cumming 1994) but for
 *   twice the number of averaged samples (multilooking), which is the same for all pairs; c counts as 0.999 at most.
 * - A pair counts in a pixel where both its bands are observed, its coherence is at least leastCoherence and its value
 *   stands for no more than 537 m.
 * - A date is observed in a pixel where a path of counting pairs joins it to the first date. Other pairs play no part.
 * - A pixel counts where it has more counting pairs than it needs, so that they can contradict each other, a temporal
 *   coherence of at least leastTemporalCoherence, and no displacement beyond 537 m.
 * - Its rate, the slope of the straight line nearest to its displacements, is observed where all dates are.
 *
 * Displacements are rounded to micrometres, half to even, before they are added. The order of the pairs does not matter.
 * Memory: 10 bytes a pixel, and 32 for each date and zone of the window.
 */
export const insarSeries: Kernel<InsarSeriesParameters, InsarSeries> = {
  id: "insar-series",
  open: (core, { width, height }, parameters) => {
    const { days, pairs, window, labels, zones } = parameters;
    const settings = settingsOf(parameters);
    const network = networkOf(days, pairs);
    const pixels = width * height;
    const present = zonesPresent(core, labels, zones, pixels);
    const cells = present.zones.length * days.length;
    const work = loadWork(core, days, pairs, network, settings);
    const bandOrder = network.order.flatMap((pair) => [pair * 2, pair * 2 + 1]);
    const bandsAt = core.alloc(bandOrder.length * 4);
    const cellsAt = core.alloc(cells * CELL_BYTES);
    const ratesAt = core.alloc(pixels * 4 + SPARE);
    const coherenceAt = core.alloc(pixels * 2 + SPARE);
    const spareAt = core.alloc(SPARE);
    core.u8(cellsAt, cells * CELL_BYTES).fill(0);
    return {
      strip: (_, { firstRow, rows, bands }) => {
        requireLength("bands", bands, bandOrder.length);
        core.i32(bandsAt, bands.length).set(bandOrder.map((band) => bands[band] as number));
        const first = firstRow * width;
        const isUnfit = core.run.insarSeries(
          work,
          bandsAt,
          rows * width,
          present.labels + first * 4,
          cellsAt,
          ratesAt + first * 4,
          coherenceAt + first * 2,
          spareAt,
        );
        if (isUnfit !== 0) throw unfitCoherence(firstRow);
      },
      close: () => {
        const sums = core.i64(cellsAt, cells * CELL_WORDS);
        const counts = core.u32(cellsAt, cells * CELL_WORDS * 2);
        const total = (cell: number): number => counts.subarray(cell * 8 + 4, cell * 8 + 8).reduce((a, b) => a + b, 0);
        return {
          dates: days.length,
          zones: present.zones,
          counts: Float64Array.from({ length: cells }, (_, cell) => total(cell)),
          sums: BigInt64Array.from(
            { length: cells },
            (_, cell) => (sums[cell * CELL_WORDS] as bigint) + (sums[cell * CELL_WORDS + 1] as bigint),
          ),
          planes: [
            {
              window,
              rates: core.i32(ratesAt, pixels).slice(),
              temporalCoherence: new Int16Array(core.memory.buffer, coherenceAt, pixels).slice(),
            },
          ],
        };
      },
    };
  },
  merge: (parts) => {
    const dates = parts[0]?.dates ?? 0;
    const { zones, places } = joinZones(parts);
    const counts = new Float64Array(zones.length * dates);
    const sums = new BigInt64Array(zones.length * dates);
    parts.forEach((part, index) => {
      for (let cell = 0; cell < part.counts.length; cell += 1) {
        const zone = places[index]?.[Math.floor(cell / dates)] as number;
        const to = zone * dates + (cell % dates);
        counts[to] = (counts[to] as number) + (part.counts[cell] as number);
        sums[to] = (sums[to] as bigint) + (part.sums[cell] as bigint);
      }
    });
    const planes = parts
      .flatMap((part) => part.planes)
      .sort((a, b) => a.window.row - b.window.row || a.window.col - b.window.col);
    return { dates, zones, counts, sums, planes };
  },
};
