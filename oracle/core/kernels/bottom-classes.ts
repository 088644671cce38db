import type { Kernel } from "../raster/kernel.ts";
import { allocCodes, loadClassifier, UNCLASSIFIED, UNOBSERVED } from "./classifier.ts";
import type { BottomClassifier } from "./classifier.ts";
import { loadMask } from "./mask.ts";

export type BottomClassesParameters = {
  readonly classifier: BottomClassifier;
  /** Pixels of the window that count, row-major: not 0. All of them where left out. */
  readonly mask?: Uint8Array;
};

/** Pixels that count, exactly: every one of them is in one of these. */
export type BottomClasses = {
  /** Of each class. */
  readonly counts: readonly number[];
  /** Observed, and too far from every class. */
  readonly unclassified: number;
  readonly unobserved: number;
};

/**
 * Classes of the bottom in one step of two to four bands, counted.
 *
 * Features are Lyzenga's depth-invariant indices of neighbouring bands (`depthInvariantIndices`); a pixel belongs to the
 * class with the greatest prior * normal density, that is with the least d^2 + ln det - 2 ln prior (Richards and Jia 2006,
 * Remote Sensing Digital Image Analysis, 4th edition, chapter 8), the earlier one of equals, and to none where d^2 of that
 * class is above `mostDistance2`. Every operation is in float32 and in a fixed order; a pixel's class can differ from that
 * of real numbers only where two scores, or d^2 and its limit, are closer than float32 tells apart: see the tests.
 *
 * A pixel that is not observed in some band, or not above deep water in it by at least 2^-126, is not observed.
 */
export const bottomClasses: Kernel<BottomClassesParameters, BottomClasses> = {
  id: "bottom-classes",
  open: (core, window, { classifier, mask }) => {
    const pixels = window.width * window.height;
    const maskAt = loadMask(core, mask, pixels);
    const classify = loadClassifier(core, classifier);
    const codesAt = allocCodes(core, pixels);
    const codes = [...classifier.classes.map((_, index) => index + 1), UNCLASSIFIED, UNOBSERVED];
    const totals = codes.map(() => 0);
    return {
      strip: (_, { firstRow, rows, width, bands }) => {
        classify(bands, rows * width, codesAt);
        codes.forEach((code, index) => {
          const found = core.run.countBytes(codesAt, maskAt + firstRow * width, rows * width, code);
          totals[index] = (totals[index] as number) + found;
        });
      },
      close: () => {
        const [unobserved = 0, unclassified = 0] = totals.toReversed();
        return { counts: totals.slice(0, -2), unclassified, unobserved };
      },
    };
  },
  merge: (parts) => ({
    counts: (parts[0]?.counts ?? []).map((_, index) =>
      parts.reduce((total, { counts }) => total + (counts[index] as number), 0),
    ),
    unclassified: parts.reduce((total, { unclassified }) => total + unclassified, 0),
    unobserved: parts.reduce((total, { unobserved }) => total + unobserved, 0),
  }),
};
