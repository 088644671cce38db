import { answerTasks } from "../../../oracle/engine/answer-tasks.ts";
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";

/** A worker whose kernel breaks in a way that is no finding about the data. */
answerTasks([
  anyKernel({
    ...pixels,
    open: () => {
      throw new TypeError("broken kernel");
    },
  }),
]);
