import { HEIGHT_REFERENCE } from "../../../oracle/core/services/forest/height/terms.ts";
import type { HeightRules } from "../../../oracle/core/services/forest/height/parameters.ts";

/** The reference rules, with ground within reach that the simulated map covers. */
export const SIMULATED_RULES: HeightRules = {
  ...HEIGHT_REFERENCE,
  ground: { ...HEIGHT_REFERENCE.ground, reachM: 1000 },
};
