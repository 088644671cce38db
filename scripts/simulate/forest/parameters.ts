import { HEIGHT_REFERENCE } from "../../../oracle/core/services/forest/height/terms.ts";
import type { HeightPractice, HeightRules } from "../../../oracle/core/services/forest/height/terms.ts";

/** What the simulated project states: its trees come to about 425 t CO2e/ha. */
export const SIMULATED_PRACTICE: HeightPractice = {
  zone: "tropical-rainforest",
  stockKgPerHa: { lower: 300_000, upper: 600_000 },
};

/** The reference rules, with ground within reach that the simulated map covers. */
export const SIMULATED_RULES: HeightRules = {
  ...HEIGHT_REFERENCE,
  ground: { ...HEIGHT_REFERENCE.ground, reachM: 1000 },
};
