import { runJob } from "../../../../oracle/core/program/run-job.ts";
import { anyKernel } from "../../../../oracle/core/raster/kernel.ts";
import { burnSeverity, KEY_BENSON_2006 } from "../../../../oracle/core/kernels/burn-severity.ts";
import type { EngineJob } from "../job.ts";
import { windowsOf } from "./windows.ts";

/** Of a Sentinel-2 tile at 10 m. */
const SIDE_PX = 10_980;

/** J1: classes and sum of dNBR over a whole Sentinel-2 tile. */
export const severity: EngineJob = {
  id: "severity",
  title: "J1 dNBR, 10,980², 4 bands uint16",
  pixels: SIDE_PX ** 2,
  scenes: ["nir-before", "swir-before", "nir-after", "swir-after"],
  kernel: anyKernel(burnSeverity),
  run: async ({ grid, bands }, { isWanted, ...options }) => {
    const windows = windowsOf(grid, bands[0]!, isWanted);
    const { counts, sum } = await runJob(
      { grid, windows, steps: [bands], kernel: burnSeverity, parametersOf: () => ({ thresholds: KEY_BENSON_2006 }) },
      options,
    );
    return [...counts, Number(sum)];
  },
  tolerance: 1e-9,
  goals: { peer: [1.15, 1.1], libdeflate: [0.65, 0.58] },
};
