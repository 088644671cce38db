import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { readMap } from "../read-map.ts";
import { arrange, readChip } from "./arrange.ts";
import type { Sensor } from "./arrange.ts";

export type FloodJudgement = {
  readonly finding: Finding;
  /** Water of map and hand labels: what both have, of what either has. */
  readonly overlap: number;
  readonly precision: number;
  readonly recall: number;
};

/** Runs the flood methodology over one sensor's look and holds its water against the labels, permanent water included. */
export const judgeFlood = async (dataFolder: string, sensor: Sensor): Promise<FloodJudgement> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-flood-"));
  try {
    const { scenes, project } = await arrange(dataFolder, out, sensor);
    const { outcome, files } = await analyse({
      shelf: memoryShelf(),
      runner: sharedRunner(await ownProgram("flood-water")),
      project,
      parameters: JSON.parse(await readFile(join(project, "parameters.json"), "utf8")),
      catalogue: scenes,
      policy: defaultPolicy,
    });
    const { grid, bands } = await readChip(dataFolder, "label");
    const labels = bands[0]!;
    const waterAt = await readMap(files, "water");
    let [both, mapped, labelled] = [0, 0, 0];
    for (let row = 0; row < grid.height; row += 1)
      for (let col = 0; col < grid.width; col += 1) {
        const label = labels[row * grid.width + col]!;
        const x = grid.originX + (col + 0.5) * grid.pixelWidth;
        const code = waterAt(x, grid.originY - (row + 0.5) * grid.pixelHeight);
        // Pixels whose centres no claimed cell holds lie on the chip's rim.
        if (label < 0 || code < 0) continue;
        if (code === 1) mapped += 1;
        if (label === 1) labelled += 1;
        if (code === 1 && label === 1) both += 1;
      }
    return {
      finding: outcome as Finding,
      overlap: both / (mapped + labelled - both),
      precision: both / mapped,
      recall: both / labelled,
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};
