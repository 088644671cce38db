import { answerTasks } from "../../../oracle/engine/answer-tasks.ts";
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";

/** A worker that ends in the middle of a window, without an error. */
answerTasks([
  anyKernel({
    ...pixels,
    open: () => {
      close();
      return { strip: () => undefined, close: () => [] };
    },
  }),
]);
