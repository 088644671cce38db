import { refused } from "../../../errors.ts";
import type { Scene } from "../../../scenes/types.ts";
import { assetsWith, CSV, GEOJSON } from "../../common/assets-with.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import { requireGround } from "../../common/require-ground.ts";
import type { Service, Start } from "../../common/service.ts";
import { stage } from "../../common/stage.ts";
import type { AssetRef, Stage } from "../../common/stage.ts";
import { csvTable, geoJsonTable } from "../../common/table.ts";
import { conclude } from "./conclude.ts";
import { registerExample } from "./example.ts";
import { REGISTER_METHODOLOGY, registerParameters, registerPractice } from "./terms.ts";
import type { RegisterParameters } from "./terms.ts";
import { standFeature, standsOf } from "./stands.ts";
import { yieldRow, yieldsOf } from "./yields.ts";

/** Roles of the register's stands and of the yield table. */
export const STANDS_ROLE = "forest-stands";
export const YIELDS_ROLE = "stem-volume";

/** The one asset of a role: of several nobody could say which counts. */
const onlyOne = (scenes: readonly Scene[], mediaType: string, role: string): AssetRef => {
  const [asset, ...others] = assetsWith(scenes, mediaType, role);
  if (asset !== undefined && others.length === 0) return asset;
  const found = asset === undefined ? [] : [asset, ...others].map(({ sceneId, assetKey }) => `${sceneId}/${assetKey}`);
  throw refused("SERVICE_TABLES", "scenes", found, `one asset of the role ${role}, ${mediaType}`);
};

/**
 * One stage: the stands and the yield table.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_TABLES; later SERVICE_TABLE, SERVICE_STANDS, SERVICE_YIELDS
 */
const start = (input: Start<RegisterParameters>): Stage => {
  requireGround(input.ground);
  const { project, scenes } = input;
  const isUsable = ({ simulated }: Scene): boolean => project.simulated || !simulated;
  const usable = scenes.filter(isUsable);
  const left = scenes.filter((scene) => !isUsable(scene)).map(({ id }) => ({ sceneId: id, rule: "scene-simulated" }));
  const stands = geoJsonTable(onlyOne(usable, GEOJSON, STANDS_ROLE), standFeature);
  const yields = csvTable(onlyOne(usable, CSV, YIELDS_ROLE), yieldRow);
  return stage({ stands, yields }, (seen) => conclude(input, standsOf(seen.stands), yieldsOf(seen.yields), left));
};

/**
 * The Japanese form of forest management: growth of stem volume by a regional yield table over the stands of a register. No
 * satellite sees that growth, and no control ground tells what would have grown without it: the programme counts growth of
 * managed stands whole. Losses are for the watch to see.
 */
export const japanStandRegister: Service<RegisterParameters> = {
  id: "forest",
  methodology: REGISTER_METHODOLOGY,
  yields: "measurement",
  parameters: registerParameters,
  practice: registerPractice,
  refusals: ({ ground }) => refusalOf(() => requireGround(ground)),
  summary: ({ parameters: { stands } }) => ({
    stands: `a register of stands, managed since ${stands.managedSince}, each seen within ${stands.mostSurveyDays} days of the period's end`,
    growth: "by a regional yield table of stem volume",
  }),
  example: registerExample,
  kernels: [],
  start,
};
