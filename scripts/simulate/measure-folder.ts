import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { analyse } from "../../oracle/pipeline/analyse.ts";
import type { Analysis } from "../../oracle/pipeline/analyse.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";

/** Analyses a project folder over a static catalogue on disk by paddy-ipcc-2019, with its own parameters.json. */
export const measureFolder = async (folders: {
  readonly project: string;
  readonly scenes: string;
}): Promise<Analysis> =>
  analyse({
    runner: sharedRunner(await ownProgram("paddy-ipcc-2019")),
    project: folders.project,
    parameters: JSON.parse(await readFile(join(folders.project, "parameters.json"), "utf8")),
    catalogue: folders.scenes,
    policy: { ...defaultPolicy, fileRoot: resolve(folders.scenes) },
    shelf: memoryShelf(),
  });
