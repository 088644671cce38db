import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Requirement } from "./skip-without.ts";

/** Folder of real scenes, gauges and labels; optional. */
export const dataFolder = resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data");

/** The folder of real data. */
export const realData: Requirement = {
  name: "The folder of real data",
  isMet: () => existsSync(dataFolder),
  hint: "Name it by SIXFOLD_DATA.",
};

/** One file or folder of the real data, by its path in it. */
export const realFile = (path: string): Requirement =>
  realData.isMet()
    ? {
        name: `${path} of the real data`,
        isMet: () => existsSync(join(dataFolder, path)),
        hint: "Put it into the folder that SIXFOLD_DATA names.",
      }
    : realData;
