import type { AnyKernel } from "../core/raster/kernel.ts";
import { programCodecs } from "../core/program/program-codecs.ts";
import type { Bench } from "../core/program/run-task.ts";

/** What a thread of a browser offers. */
export const browserBench = async (kernels: readonly AnyKernel[]): Promise<Bench> => ({
  kernels: new Map(kernels.map((kernel) => [kernel.id, kernel])),
  codecs: await programCodecs(),
});
