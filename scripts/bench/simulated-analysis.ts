import { readFileSync } from "node:fs";
import { join } from "node:path";

import { analyse } from "../../oracle/pipeline/analyse.ts";
import type { Analysis } from "../../oracle/pipeline/analyse.ts";
import { threadCrew } from "../../oracle/engine/thread-crew.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { serviceOf } from "../../oracle/core/services/index.ts";

/** Analyses a folder that scripts/simulate made. */
export const analyseSimulated = (folder: string, workers: number): Promise<Analysis> => {
  const project = join(folder, "project");
  return analyse({
    service: serviceOf("paddy", "paddy-ipcc-2019"),
    project,
    parameters: JSON.parse(readFileSync(join(project, "parameters.json"), "utf8")),
    catalogue: join(folder, "scenes"),
    policy: defaultPolicy,
    crew: threadCrew(workers),
  });
};
