import type { AnyKernel } from "../core/raster/kernel.ts";
import { browserCodecs } from "./browser-codecs.ts";
import type { Bench } from "./run-task.ts";

/** What a thread of a browser offers. */
export const browserBench = async (kernels: readonly AnyKernel[]): Promise<Bench> => ({
  kernels: new Map(kernels.map((kernel) => [kernel.id, kernel])),
  codecs: await browserCodecs(),
});
