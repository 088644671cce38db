/** A worker whose kernel gives what can not be sent. */
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import type { Kernel } from "../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { answerBy } from "./answer-by.ts";

const unsendable: Kernel<unknown, () => void> = {
  id: pixels.id,
  open: () => ({ strip: () => undefined, close: () => () => undefined }),
  merge: () => () => undefined,
};

answerBy(anyKernel(unsendable));
