import * as z from "zod";

import { vectorOfLonLat } from "../../../ground/s2.ts";
import { assetsWith, CSV } from "../../common/assets-with.ts";
import { decimalCell } from "../../common/cells.ts";
import type { Start } from "../../common/service.ts";
import type { AssetRef } from "../../common/stage.ts";
import type { JsonValue } from "../../common/types.ts";
import { metresBetween } from "../hotspot-fires.ts";
import type { Hotspot } from "../hotspots.ts";
import type { FireRules } from "./terms.ts";

/** Role of a table of soundings in its item. */
const ROLE = "aerosol-index";

/** A sounding of the UV aerosol index, such as Sentinel-5P's, by its centre; other columns have no effect. */
export const smokeRow = z.object({
  latitude: decimalCell(z.number().min(-90).max(90)),
  longitude: decimalCell(z.number().min(-180).max(180)),
  time: z.iso.datetime(),
  aerosol_index: decimalCell(z.number().min(-50).max(50)),
  qa_value: decimalCell(z.number().min(0).max(1)),
});
export type SmokeRow = z.infer<typeof smokeRow>;

/** Tables of the aerosol index that a project may use; there need be none. */
export const smokeTables = ({ project, scenes }: Pick<Start<unknown>, "project" | "scenes">): readonly AssetRef[] =>
  assetsWith(
    scenes.filter(({ simulated }) => !simulated || project.simulated),
    CSV,
    ROLE,
  );

/**
 * Soundings near some fires and soon after one: how many show absorbing aerosol, and the highest index. Wind carries smoke to
 * ground that did not burn and dust looks like it, so that it speaks for a fire and never makes one.
 */
export const smokeNear = (
  rows: readonly SmokeRow[],
  fires: readonly Hotspot[],
  { leastIndex, leastQuality, mostKm, mostHours }: FireRules["smoke"],
): JsonValue => {
  const near = rows
    .filter(({ qa_value }) => qa_value >= leastQuality)
    .filter(({ latitude, longitude, time }) => {
      const [place, seconds] = [vectorOfLonLat(longitude, latitude), Date.parse(time) / 1000];
      return fires.some((fire) => {
        const after = seconds - Number(fire.seconds);
        return after >= 0 && after <= mostHours * 3600 && metresBetween(fire.centre, place) <= mostKm * 1000;
      });
    });
  const indices = near.map(({ aerosol_index }) => aerosol_index);
  return {
    soundings: near.length,
    smoky: indices.filter((index) => index >= leastIndex).length,
    highest: indices.length === 0 ? null : Math.max(...indices),
  };
};
