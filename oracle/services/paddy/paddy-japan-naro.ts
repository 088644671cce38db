import type { Service } from "../types.ts";
import { lookAtPaddy } from "./look.ts";
import { naroScheme } from "./naro-scheme.ts";
import { naroParameters, naroPractice, type NaroParameters } from "./parameters.ts";
import { planPaddy } from "./plan.ts";

/**
 * Extended mid-season drainage in Japan, after J-Credit AG-005 (formal text not re-read) with the regional
 * coefficients of NARO, and the extension seen by Sentinel-1 against control fields.
 */
export const paddyJapanNaro: Service<NaroParameters> = {
  id: "paddy",
  methodology: "paddy-japan-naro",
  parameters: naroParameters,
  practice: naroPractice,
  plan: planPaddy,
  look: (input) => lookAtPaddy(naroScheme, input),
};
