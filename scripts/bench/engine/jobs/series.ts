import { anyKernel } from "../../../../oracle/core/raster/kernel.ts";
import { zonalLogarithms } from "../../../../oracle/core/kernels/zonal-logarithms.ts";
import type { EngineJob } from "../job.ts";
import { decibelsOfFields, SERIES_PX, SERIES_SCENES } from "./fields.ts";

/** J2: mean decibels of every field and date, of backscattered power. */
export const series: EngineJob = {
  id: "series",
  title: "J2 dB of 500 fields, 30 dates x 2745² float32",
  pixels: SERIES_PX,
  scenes: SERIES_SCENES,
  kernel: anyKernel(zonalLogarithms),
  run: decibelsOfFields,
  // Two logarithms of float32, each within 2e-6 of itself.
  tolerance: 4e-6,
  goals: { peer: [1.6, 1.5], libdeflate: [0.45, 0.4] },
};
