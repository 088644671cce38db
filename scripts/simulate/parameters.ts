import type { IpccPractice, IpccRules } from "../../oracle/core/services/paddy/terms.ts";
import { ipccReferenceParameters } from "../../oracle/core/services/paddy/terms.ts";
import { SEASON_DAYS } from "./water-regime.ts";

/** Rules of paddy-ipcc-2019 for the simulated place: the reference ones. None was set with the simulated truth in view. */
export const simulatedParameters = (): IpccRules => ipccReferenceParameters({ gwp: "AR5" });

/** @param season dates; the last is the first day after harvest. */
export const simulatedPractice = (season: { readonly start: string; readonly end: string }): IpccPractice => ({
  seasons: [{ id: "simulated-2024", start: season.start, end: season.end, cultivationDays: SEASON_DAYS }],
  nitrogenKgPerHa: 80,
  region: "east-asia",
  preSeason: "not-flooded-under-180-days",
});
