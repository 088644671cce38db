import type { Scene } from "../../../scenes/types.ts";
import type { BandRef } from "../../common/stage.ts";

/** Of the near-infrared bands the narrow one first: on Sentinel-2 it has the short-wave band's pixels. */
const NEAR = ["nir08", "nir"] as const;
const SHORT_WAVE = ["swir22"] as const;

const bandNamed = (scene: Scene, names: readonly string[]): BandRef | undefined => {
  for (const name of names)
    for (const { key, bands } of Object.values(scene.assets)) {
      const found = bands.find(({ commonName }) => commonName === name);
      if (found !== undefined) return { sceneId: scene.id, assetKey: key, band: found.name };
    }
  return undefined;
};

/** The bands of NBR: near infrared (0.8 to 0.9 um) and short-wave infrared at 2.2 um, by their common names. */
export const infraredOf = (scene: Scene): readonly [nir: BandRef, swir: BandRef] | undefined => {
  const [nir, swir] = [bandNamed(scene, NEAR), bandNamed(scene, SHORT_WAVE)];
  return nir === undefined || swir === undefined ? undefined : [nir, swir];
};
