import type { LBandRules } from "../../../oracle/core/services/forest/l-band/terms.ts";
import { L_BAND_REFERENCE } from "../../../oracle/core/services/forest/l-band/terms.ts";

/** What the simulated project states: its trees come to about 100 t CO2e/ha. */
export const SIMULATED_PRACTICE = {
  zone: "tropical-rainforest",
  stockKgPerHa: { lower: 30_000, upper: 250_000 },
} as const;

/** The reference rules, with ground within reach that the simulated map covers. */
export const SIMULATED_RULES: LBandRules = {
  ...L_BAND_REFERENCE,
  ground: { ...L_BAND_REFERENCE.ground, reachM: 2500 },
};
