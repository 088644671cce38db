import type { Scene, SceneAsset } from "../../../scenes/types.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project } from "../../common/types.ts";
import { unitsOfBands } from "../growth/unit-of.ts";

/** Bands of a yearly mosaic by their names: two polarisations, local incidence, mask and day of each pixel. */
export const MOSAIC_BANDS = ["HH", "HV", "linci", "mask", "date"] as const;
export type MosaicBand = (typeof MOSAIC_BANDS)[number];

/** A mosaic with the file of each of its bands. */
export type Mosaic = { readonly scene: Scene; readonly assets: Readonly<Record<MosaicBand, SceneAsset>> };

const DECIBELS = /^d(b|ecibels?)$/i;

const carrierOf = ({ assets }: Scene, name: MosaicBand): SceneAsset | undefined =>
  Object.values(assets).find(({ bands }) => bands.some((band) => band.name === name));

/** Why the numbers of a band are not as the mosaics have them. */
const numberRule = (scene: Scene, asset: SceneAsset, name: MosaicBand): string | undefined => {
  const at = asset.bands.findIndex((band) => band.name === name);
  const { scale, offset, dataType } = asset.bands[at]!;
  if (DECIBELS.test(unitsOfBands(scene, asset)[at] ?? "")) return "scene-in-decibels";
  const isWhole = scale === 1 && offset === 0 && (dataType === undefined || /^u?int(8|16)$/.test(dataType));
  return isWhole ? undefined : "scene-without-digital-numbers";
};

/**
 * A mosaic by itself, or the rule that it breaks.
 *
 * @throws SixfoldError SERVICE_ITEM
 */
export const judgeMosaic = (scene: Scene, { simulated }: Pick<Project, "simulated">): Mosaic | string => {
  if (scene.simulated && !simulated) return "scene-simulated";
  const found: Partial<Record<MosaicBand, SceneAsset>> = {};
  for (const name of MOSAIC_BANDS) {
    const asset = carrierOf(scene, name);
    if (asset === undefined) return `scene-without-${name.toLowerCase()}`;
    const rule = numberRule(scene, asset, name);
    if (rule !== undefined) return rule;
    found[name] = asset;
  }
  return { scene, assets: found as Mosaic["assets"] };
};

export const bandOf = ({ scene, assets }: Mosaic, name: MosaicBand): BandRef => ({
  sceneId: scene.id,
  assetKey: assets[name].key,
  band: name,
});

/** The files of a mosaic, each once. */
export const filesOf = ({ scene, assets }: Mosaic): readonly { readonly scene: Scene; readonly asset: SceneAsset }[] =>
  [...new Set(Object.values(assets))].map((asset) => ({ scene, asset }));
