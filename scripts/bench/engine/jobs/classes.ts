import { readFileSync } from "node:fs";

import { runJob } from "../../../../oracle/core/program/run-job.ts";
import { anyKernel } from "../../../../oracle/core/raster/kernel.ts";
import { bottomClasses } from "../../../../oracle/core/kernels/bottom-classes.ts";
import type { BottomClassifier } from "../../../../oracle/core/kernels/classifier.ts";
import type { EngineJob } from "../job.ts";
import { windowsOf } from "./windows.ts";

/** Of a Sentinel-2 tile at 20 m. */
const SIDE_PX = 5490;

/** J4: depth-invariant indices and the likeliest of six bottoms, counted. */
export const classes: EngineJob = {
  id: "classes",
  title: "J4 classes of the bottom, 5490², 4 bands uint16",
  pixels: SIDE_PX ** 2,
  scenes: ["coastal", "blue", "green", "red"],
  kernel: anyKernel(bottomClasses),
  run: async ({ grid, bands }, { isWanted, ...options }) => {
    const windows = windowsOf(grid, bands[0]!, isWanted);
    const file = new URL("classifier.json", bands[0]!.source.href);
    const classifier = JSON.parse(readFileSync(file, "utf8")) as BottomClassifier;
    const { counts, unclassified, unobserved } = await runJob(
      { grid, windows, steps: [bands], kernel: bottomClasses, parametersOf: () => ({ classifier }) },
      options,
    );
    return [...counts, unclassified, unobserved];
  },
  // A pixel in a million: two float32 computations may part where two classes are equally likely.
  tolerance: 1e-5,
  goals: { peer: [1.6, 1.4], libdeflate: [0.4, 0.34] },
};
