import { SixfoldError } from "../errors.ts";
import type { Kernel } from "../raster/kernel.ts";
import { loadMask } from "./mask.ts";

const MOST_THRESHOLDS = 6;

/** Above any dNBR: a threshold that no pixel reaches. */
const NEVER = 2 ** 31 - 1;

/**
 * dNBR thresholds in thousandths, after Key and Benson 2006 (FIREMON, RMRS-GTR-164-CD): high and low regrowth (below
 * -250, -100), unburned, then low (100), moderate-low (270), moderate-high (440) and high severity (660). They were
 * found in the forests of the western United States; other vegetation needs its own.
 */
export const KEY_BENSON_2006: readonly number[] = [-250, -100, 100, 270, 440, 660];

export type BurnSeverityParameters = {
  /** Least dNBR of each class but the first, in thousandths: up to six, whole, ascending. */
  readonly thresholds: readonly number[];
  /** Pixels of the window that count, row-major: not 0. All of them where left out. */
  readonly mask?: Uint8Array;
};

export type BurnSeverity = {
  /** Observed pixels per class, thresholds.length + 1 of them; whole numbers. */
  readonly counts: readonly number[];
  /** Exact sum of dNBR over the observed pixels, in thousandths. */
  readonly sum: bigint;
};

const requireThresholds = (thresholds: readonly number[]): void => {
  const isAscending = thresholds.every(
    (value, index) =>
      Number.isInteger(value) && Math.abs(value) < NEVER && (index === 0 || value > (thresholds[index - 1] as number)),
  );
  if (isAscending && thresholds.length <= MOST_THRESHOLDS) return;
  throw new SixfoldError({
    code: "KERNEL_THRESHOLDS",
    failure: "usage",
    field: "thresholds",
    value: thresholds,
    rule: `are up to ${MOST_THRESHOLDS} whole thousandths, ascending`,
  });
};

/**
 * Burn severity classes of one step of four bands: near and short-wave infrared reflectance before and after the fire.
 *
 * NBR = (NIR - SWIR) / (NIR + SWIR) and dNBR = NBR before - NBR after (Key and Benson 2006), each operation in float32;
 * dNBR * 1000 is rounded half to even. Reflectances may have any scale, one for all bands. A pixel with NaN in a band or
 * with NIR + SWIR not above 0 is not observed. Rounding can differ from that of real numbers only where dNBR is within
 * 5e-7 of half a thousandth, for reflectances of 0 and above.
 */
export const burnSeverity: Kernel<BurnSeverityParameters, BurnSeverity> = {
  id: "burn-severity",
  open: (core, window, { thresholds, mask }) => {
    requireThresholds(thresholds);
    const maskAt = loadMask(core, mask, window.width * window.height);
    const thresholdsAt = core.alloc(MOST_THRESHOLDS * 4);
    core.i32(thresholdsAt, MOST_THRESHOLDS).fill(NEVER).set(thresholds);
    const totalsAt = core.alloc((MOST_THRESHOLDS + 2) * 8);
    core.i64(totalsAt, MOST_THRESHOLDS + 2).fill(0n);
    return {
      strip: (_, { firstRow, rows, width, bands }) => {
        const [nirBefore, swirBefore, nirAfter, swirAfter] = bands as [number, number, number, number];
        core.run.burnSeverity(
          nirBefore,
          swirBefore,
          nirAfter,
          swirAfter,
          maskAt + firstRow * width,
          rows * width,
          thresholdsAt,
          totalsAt,
        );
      },
      close: () => {
        const [observed = 0n, sum = 0n, ...reached] = core.i64(totalsAt, MOST_THRESHOLDS + 2);
        const atLeast = [observed, ...reached.slice(0, thresholds.length), 0n].map(Number);
        return { counts: atLeast.slice(0, -1).map((count, index) => count - (atLeast[index + 1] as number)), sum };
      },
    };
  },
  merge: (parts) => ({
    counts: (parts[0]?.counts ?? []).map((_, index) =>
      parts.reduce((total, { counts }) => total + (counts[index] as number), 0),
    ),
    sum: parts.reduce((total, { sum }) => total + sum, 0n),
  }),
};
