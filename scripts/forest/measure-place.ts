import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import type { Analysis } from "../../oracle/pipeline/analyse.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { HEIGHT_METHODOLOGY } from "../../oracle/core/services/forest/height/terms.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { arrange } from "./arrange.ts";
import type { Place } from "./arrange.ts";

/** From the data folder to an outcome, by way of a static catalogue, the whole pipeline and a bundle. @throws its refusal */
export const measurePlace = async (dataFolder: string, place: Place): Promise<Pick<Analysis, "outcome" | "cid">> => {
  const out = await mkdtemp(join(tmpdir(), "sixfold-forest-"));
  try {
    const { scenes, project } = await arrange(dataFolder, out, place);
    return await analyse({
      shelf: memoryShelf(),
      runner: sharedRunner(await ownProgram(HEIGHT_METHODOLOGY)),
      project,
      parameters: JSON.parse(await readFile(join(project, "parameters.json"), "utf8")),
      catalogue: scenes,
      policy: defaultPolicy,
    });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};
