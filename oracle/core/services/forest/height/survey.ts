import type { Scene, SceneAsset } from "../../../scenes/types.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project } from "../../common/types.ts";
import { unitsOfBands } from "../growth/unit-of.ts";

/** Role of a survey's map of canopy heights. */
export const HEIGHT_ROLE = "canopy-height";

export type Survey = { readonly scene: Scene; readonly asset: SceneAsset };

const METRES: readonly string[] = ["m", "metre", "meter", "metres", "meters"];

/**
 * Why an asset's bands are no metres; undefined where they are.
 *
 * @throws SixfoldError SERVICE_ITEM
 */
export const unitRule = (scene: Scene, asset: SceneAsset): string | undefined => {
  const units = unitsOfBands(scene, asset);
  if (units.some((unit) => unit === undefined)) return "scene-without-unit";
  return units.every((unit) => METRES.includes(unit as string)) ? undefined : "scene-not-in-metres";
};

export const withRole = ({ assets }: Scene, role: string): SceneAsset | undefined =>
  Object.values(assets).find(({ roles, bands }) => roles.includes(role) && bands.length > 0);

/**
 * A survey by itself, or the rule that it breaks.
 *
 * @throws SixfoldError SERVICE_ITEM
 */
export const judgeSurvey = (scene: Scene, { simulated }: Pick<Project, "simulated">): Survey | string => {
  const asset = withRole(scene, HEIGHT_ROLE);
  if (asset === undefined) return "scene-without-canopy-height";
  if (scene.simulated && !simulated) return "scene-simulated";
  if (asset.bands.length !== 1) return "scene-of-several-heights";
  return unitRule(scene, asset) ?? { scene, asset };
};

/** The one band of a survey. */
export const bandOf = ({ scene, asset }: Survey): BandRef => ({
  sceneId: scene.id,
  assetKey: asset.key,
  band: asset.bands[0]!.name,
});
