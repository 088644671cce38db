import type { Kernel } from "../raster/kernel.ts";
import { addSum, SUM_WORDS } from "./exact-sum.ts";
import type { ExactSums } from "./exact-sum.ts";
import { joinZones, zonesPresent } from "./zones.ts";

export type ZonalSumsParameters = {
  /** Zone of each pixel of the window, row-major; 0 to zones - 1, anything else (such as -1) is no zone. */
  readonly labels: Int32Array;
  readonly zones: number;
  readonly steps: number;
  /** Bands of every step. */
  readonly bands: number;
};

export type ZonalSums = {
  readonly steps: number;
  readonly bands: number;
  /** Zones that have a pixel, observed or not, ascending. */
  readonly zones: Int32Array;
  /** Observed pixels: [step][band][zone], zones as above. Whole numbers, exact up to 2^53. */
  readonly counts: Float64Array;
  /** Their exact sums, in the same order; `sumOf` and `meanOf` read them. */
  readonly sums: ExactSums;
};

/** Where the value of a zone stands in a result, for a zone at a place of `zones`. */
export const zonalIndex = (
  { bands, zones }: Pick<ZonalSums, "bands" | "zones">,
  step: number,
  band: number,
  place: number,
): number => (step * bands + band) * zones.length + place;

/**
 * Count and exact sum of the observed values of each zone, per step and band. Exact whatever the float32 values, their
 * order and the windows: the sums are integers in units of 2^-149. Good for 2^30 values per zone, step and window.
 *
 * Memory: 4 bytes a pixel and 76 bytes for each step, band and zone of the window.
 */
export const zonalSums: Kernel<ZonalSumsParameters, ZonalSums> = {
  id: "zonal-sums",
  open: (core, window, { labels, zones, steps, bands }) => {
    const present = zonesPresent(core, labels, zones, window.width * window.height);
    const zoneCount = present.zones.length;
    const cells = steps * bands * zoneCount;
    const countsAt = core.alloc(cells * 4);
    const sumsAt = core.alloc(cells * SUM_WORDS * 8);
    core.u8(countsAt, cells * 4).fill(0);
    core.u8(sumsAt, cells * SUM_WORDS * 8).fill(0);
    return {
      strip: (step, { firstRow, rows, width, bands: values }) => {
        for (let band = 0; band < bands; band += 1) {
          const cell = (step * bands + band) * zoneCount;
          core.run.zonalSums(
            values[band] as number,
            present.labels + firstRow * width * 4,
            rows * width,
            sumsAt + cell * SUM_WORDS * 8,
            countsAt + cell * 4,
          );
        }
      },
      close: () => {
        core.run.normalizeSums(sumsAt, cells);
        return {
          steps,
          bands,
          zones: present.zones,
          counts: Float64Array.from(core.u32(countsAt, cells)),
          sums: core.f64(sumsAt, cells * SUM_WORDS).slice(),
        };
      },
    };
  },
  merge: (parts) => {
    const { steps, bands } = parts[0] ?? { steps: 0, bands: 0 };
    const { zones, places } = joinZones(parts);
    const counts = new Float64Array(steps * bands * zones.length);
    const sums = new Float64Array(counts.length * SUM_WORDS);
    parts.forEach((part, index) => {
      (places[index] as Int32Array).forEach((to, cell) => {
        counts[to] = (counts[to] as number) + (part.counts[cell] as number);
        addSum(sums, to, part.sums, cell);
      });
    });
    return { steps, bands, zones, counts, sums };
  },
};
