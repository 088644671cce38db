import { SixfoldError } from "../../errors.ts";
import type { Scene } from "../../scenes/types.ts";
import { assetsWith, CSV } from "../common/assets-with.ts";
import type { Start } from "../common/service.ts";
import type { AssetRef } from "../common/stage.ts";
import type { RefusedScene } from "../common/types.ts";

/** Tables that a watch reads, by their role. */
export type Tables = {
  readonly assets: readonly AssetRef[];
  readonly sceneOf: (asset: AssetRef) => Scene;
  readonly refused: readonly RefusedScene[];
};

/**
 * The assets of a role that a project may use: SIMULATED ones only where it is itself.
 *
 * @param mediaType of the tables.
 * @throws SixfoldError SERVICE_NO_LOOK where there is none
 */
export const tablesOf = (
  { project, scenes }: Pick<Start<unknown>, "project" | "scenes">,
  role: string,
  mediaType: string = CSV,
): Tables => {
  const usable = scenes.filter(({ simulated }) => !simulated || project.simulated);
  const assets = assetsWith(usable, mediaType, role);
  const refused = scenes
    .filter(({ id }) => assets.every(({ sceneId }) => sceneId !== id))
    .map(({ id, simulated }) => ({
      sceneId: id,
      rule: simulated && !project.simulated ? "scene-simulated" : `scene-without-${role}`,
    }));
  if (assets.length === 0)
    throw new SixfoldError({
      code: "SERVICE_NO_LOOK",
      failure: "check",
      field: "scenes",
      value: { refused },
      rule: `a watch has at least one table of its own: an asset of the role ${role}, ${mediaType}`,
    });
  return { assets, sceneOf: ({ sceneId }) => usable.find(({ id }) => id === sceneId)!, refused };
};
