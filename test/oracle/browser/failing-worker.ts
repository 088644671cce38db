/** A worker whose kernel breaks in a way that is no finding about the data. */
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { answerBy } from "./answer-by.ts";

answerBy(
  anyKernel({
    ...pixels,
    open: () => {
      throw new TypeError("broken kernel");
    },
  }),
);
