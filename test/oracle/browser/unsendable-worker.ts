import { answerTasks } from "../../../oracle/engine/answer-tasks.ts";
import { anyKernel, type Kernel } from "../../../oracle/raster/kernel.ts";
import { pixels } from "../../../oracle/raster/kernels/pixels.ts";

/** A worker whose kernel gives what can not be sent. */
const unsendable: Kernel<unknown, () => void> = {
  id: pixels.id,
  open: () => ({ strip: () => undefined, close: () => () => undefined }),
  merge: () => () => undefined,
};

answerTasks([anyKernel(unsendable)]);
