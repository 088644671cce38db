import type { Reading, Stage } from "../services/common/stage.ts";
import { canonicalJson } from "./canonical-json.ts";

export const PLAN_PATH = "plan.json";

const describe = (reading: Reading): unknown => {
  switch (reading.kind) {
    case "grids":
      return { kind: reading.kind, assets: reading.assets };
    case "table":
      return { kind: reading.kind, asset: reading.asset };
    case "raster":
      return { kind: reading.kind, kernel: reading.kernel.id, grid: reading.grid, steps: reading.steps };
  }
};

/** `plan.json`: what each stage read, in order, by the names of its readings. */
export const encodePlan = (stages: readonly Stage[]): Uint8Array =>
  canonicalJson(
    stages.map(({ readings }) =>
      Object.fromEntries(Object.entries(readings).map(([name, reading]) => [name, describe(reading)])),
    ),
    PLAN_PATH,
  );
