import type { Scene } from "../../scenes/types.ts";
import type { AssetRef } from "./stage.ts";

export const CSV = "text/csv";
export const GEOJSON = "application/geo+json";

/** A media type without its parameters, as `text/csv` of `text/csv; charset=utf-8`. */
const bareType = (mediaType: string | undefined): string => (mediaType ?? "").split(";")[0]!.trim().toLowerCase();

/**
 * Assets of a media type that have a role, by what their items state: nothing is opened. In the order of scenes, and of
 * keys within one.
 */
export const assetsWith = (scenes: readonly Scene[], mediaType: string, role: string): readonly AssetRef[] =>
  scenes.flatMap(({ id, assets }) =>
    Object.values(assets)
      .filter((asset) => bareType(asset.mediaType) === mediaType && asset.roles.includes(role))
      .map(({ key }) => key)
      .sort()
      .map((assetKey) => ({ sceneId: id, assetKey })),
  );
