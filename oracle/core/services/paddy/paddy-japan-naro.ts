import type { Service } from "../common/types.ts";
import { naroExample } from "./example.ts";
import { inputRefusals } from "./input-rules.ts";
import { lookAtPaddy } from "./look.ts";
import { naroScheme } from "./naro-scheme.ts";
import { NARO_METHODOLOGY, naroParameters, naroPractice, type NaroParameters } from "./parameters.ts";
import { planPaddy } from "./plan.ts";
import { summary } from "./summary.ts";

/**
 * Extended mid-season drainage in Japan, after J-Credit AG-005 (formal text not re-read) with the regional
 * coefficients of NARO, and the extension seen by Sentinel-1 against control fields.
 */
export const paddyJapanNaro: Service<NaroParameters> = {
  id: "paddy",
  methodology: NARO_METHODOLOGY,
  parameters: naroParameters,
  practice: naroPractice,
  refusals: inputRefusals,
  summary,
  example: naroExample,
  plan: planPaddy,
  look: (input) => lookAtPaddy(naroScheme, input),
};
