import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** Folder of real scenes, gauges and labels; optional. */
export const dataFolder = resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data");

export const hasData = (): boolean => existsSync(dataFolder);
