import type { AnyKernel } from "../core/raster/kernel.ts";
import { nodeCodecs } from "./node-codecs.ts";
import type { Bench } from "../core/program/run-task.ts";

/** What a thread of Node offers. */
export const nodeBench = (kernels: readonly AnyKernel[]): Bench => ({
  kernels: new Map(kernels.map((kernel) => [kernel.id, kernel])),
  codecs: nodeCodecs,
});
