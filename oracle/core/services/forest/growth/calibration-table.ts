import { refused } from "../../../errors.ts";
import type { Scene } from "../../../scenes/types.ts";
import { assetsWith, CSV } from "../../common/assets-with.ts";
import type { AssetRef } from "../../common/stage.ts";
import type { Project } from "../../common/types.ts";

/**
 * The table of a role beside the earlier look, or the only one there is; of several nobody could say which counts. Undefined
 * where there is none, or none that a project may use: SIMULATED ones only * where it is itself.
 *
 * @throws SixfoldError SERVICE_TABLES
 */
export const calibrationTable = (
  scenes: readonly Scene[],
  role: string,
  start: Scene,
  { simulated }: Pick<Project, "simulated">,
): AssetRef | undefined => {
  const usable = scenes.filter((scene) => simulated || !scene.simulated);
  const all = assetsWith(usable, CSV, role);
  const beside = all.filter(({ sceneId }) => sceneId === start.id);
  const tables = beside.length > 0 ? beside : all;
  if (tables.length > 1) {
    const found = tables.map(({ sceneId, assetKey }) => `${sceneId}/${assetKey}`);
    throw refused("SERVICE_TABLES", "scenes", found, `a period has one table of ${role}`);
  }
  return tables[0];
};
