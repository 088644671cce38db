import type { AnyKernel } from "../raster/kernel.ts";
import { programCodecs } from "./program-codecs.ts";
import type { Bench } from "./run-task.ts";

/** What a thread offers that does windows by these kernels. */
export const benchOf = async (kernels: readonly AnyKernel[]): Promise<Bench> => ({
  kernels: new Map(kernels.map((kernel) => [kernel.id, kernel])),
  codecs: await programCodecs(),
});
