/** Global warming potential over 100 years, kg CO2e per kg of gas. */
export type WarmingPotentials = { readonly ch4: number; readonly n2o: number };

/**
 * Named, versioned sets. AR5: IPCC 2013, WG1, table 8.7, without climate-carbon feedbacks. AR6: IPCC 2021, WG1, table
 * 7.15, methane of non-fossil origin. Neither table was re-read for this file.
 */
export const WARMING_POTENTIALS = {
  AR5: { ch4: 28, n2o: 265 },
  AR6: { ch4: 27, n2o: 273 },
} as const satisfies Readonly<Record<string, WarmingPotentials>>;

export type WarmingPotentialSet = keyof typeof WARMING_POTENTIALS;
