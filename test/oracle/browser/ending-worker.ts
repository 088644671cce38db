/** A worker that ends in the middle of a window, without an error. */
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { answerBy } from "./answer-by.ts";

answerBy(
  anyKernel({
    ...pixels,
    open: () => {
      close();
      return { strip: () => undefined, close: () => [] };
    },
  }),
);
