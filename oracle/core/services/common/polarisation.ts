import type { Scene, SceneAsset, SceneBand } from "../../scenes/types.ts";

/** In the order of a step's bands. */
export const POLARISATIONS = ["vv", "vh"] as const;
export type Polarisation = (typeof POLARISATIONS)[number];

/** The polarisation an asset's key or a band's name says, in any case: "vv", "VH", "gamma0_VV", "s1-rtc/vh". */
export const polarisationOf = (assetKey: string, bandName: string): Polarisation | undefined => {
  const named = (text: string): Polarisation | undefined => {
    const [found, ...more] = [...new Set(text.toLowerCase().match(/(?<![a-z])v[vh](?![a-z])/g) ?? [])];
    return more.length === 0 ? (found as Polarisation | undefined) : undefined;
  };
  return named(bandName) ?? named(assetKey);
};

export type PolarisedBand = { readonly asset: SceneAsset; readonly band: SceneBand };

/** The scene's band of a polarisation: the first by asset key, then band index; undefined where there is none. */
export const bandOf = ({ assets }: Scene, polarisation: Polarisation): PolarisedBand | undefined => {
  const found = Object.values(assets)
    .flatMap((asset) => asset.bands.map((band) => ({ asset, band })))
    .filter(({ asset, band }) => polarisationOf(asset.key, band.name) === polarisation)
    .sort((a, b) => (a.asset.key < b.asset.key ? -1 : a.asset.key > b.asset.key ? 1 : a.band.index - b.band.index));
  return found[0];
};
