import { readFileSync } from "node:fs";
import { join } from "node:path";

import { analyse } from "../../oracle/pipeline/analyse.ts";
import type { Analysis } from "../../oracle/pipeline/analyse.ts";
import { sealedRunner } from "../../oracle/engine/sealed-runner.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";

/** Analyses a folder that scripts/simulate made. */
export const analyseSimulated = async (folder: string, workers: number): Promise<Analysis> => {
  const project = join(folder, "project");
  return analyse({
    runner: sealedRunner(await ownProgram("paddy-ipcc-2019"), workers),
    project,
    parameters: JSON.parse(readFileSync(join(project, "parameters.json"), "utf8")),
    catalogue: join(folder, "scenes"),
    policy: defaultPolicy,
    shelf: memoryShelf(),
  });
};
