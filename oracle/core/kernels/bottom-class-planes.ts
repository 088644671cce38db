import type { Kernel } from "../raster/kernel.ts";
import type { Window } from "../grid/window.ts";
import { allocCodes, loadClassifier } from "./classifier.ts";
import type { BottomClassifier } from "./classifier.ts";

export type BottomClassPlane = {
  readonly window: Window;
  /** Row-major: 1 and up for the classes, UNCLASSIFIED or UNOBSERVED. */
  readonly codes: Uint8Array;
};

export type BottomClassPlanesParameters = { readonly classifier: BottomClassifier; readonly window: Window };

/** The class of every pixel, as `bottomClasses` counts them: a byte a pixel. */
export const bottomClassPlanes: Kernel<BottomClassPlanesParameters, readonly BottomClassPlane[]> = {
  id: "bottom-class-planes",
  open: (core, { width, height }, { classifier, window }) => {
    const classify = loadClassifier(core, classifier);
    const codesAt = allocCodes(core, width * height);
    return {
      strip: (_, { firstRow, rows, bands }) => classify(bands, rows * width, codesAt + firstRow * width),
      close: () => [{ window, codes: core.u8(codesAt, width * height).slice() }],
    };
  },
  merge: (parts) => parts.flat(),
};
