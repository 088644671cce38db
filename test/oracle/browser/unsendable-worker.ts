import { answerTasks } from "../../../oracle/engine/answer-tasks.ts";
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import type { Kernel } from "../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";

/** A worker whose kernel gives what can not be sent. */
const unsendable: Kernel<unknown, () => void> = {
  id: pixels.id,
  open: () => ({ strip: () => undefined, close: () => () => undefined }),
  merge: () => () => undefined,
};

answerTasks([anyKernel(unsendable)]);
