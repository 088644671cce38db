import type { IpccPractice, IpccRules } from "../../oracle/services/paddy/parameters.ts";
import { ipccReferenceParameters } from "../../oracle/services/paddy/reference-parameters.ts";
import { SEASON_DAYS } from "./water-regime.ts";

/** Above wet bare soil (near -21 dB here), dB. */
const CANOPY_VH_DB = -19;

/**
 * Rules of paddy-ipcc-2019 for the simulated place: the reference ones, none fitted to the simulated truth, but for the
 * canopy. Its densities of wet and dry do not follow the crop's growth, so a look counts as under a canopy as soon as
 * the plants weigh as much as bare soil does in VH; later, growth over water would pass for drainage.
 */
export const simulatedParameters = (): IpccRules => {
  const reference = ipccReferenceParameters({ gwp: "AR5" });
  return {
    ...reference,
    version: "1-simulated",
    inundation: { ...reference.inundation, canopyVhDb: CANOPY_VH_DB },
  };
};

/** @param season dates; the last is the first day after harvest. */
export const simulatedPractice = (season: { readonly start: string; readonly end: string }): IpccPractice => ({
  seasons: [{ id: "simulated-2024", start: season.start, end: season.end, cultivationDays: SEASON_DAYS }],
  nitrogenKgPerHa: 80,
  region: "east-asia",
  preSeason: "not-flooded-under-180-days",
  amendments: [{ kind: "straw-over-30-days", tPerHa: 4 }],
});
