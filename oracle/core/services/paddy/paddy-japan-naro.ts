import { anyKernel } from "../../raster/kernel.ts";
import type { Service } from "../common/service.ts";
import { naroExample } from "./example.ts";
import { fieldKernel } from "./field-kernel.ts";
import { inputRefusals } from "./input-rules.ts";
import { naroScheme } from "./naro-scheme.ts";
import { NARO_METHODOLOGY, naroParameters, naroPractice } from "./terms.ts";
import type { NaroParameters } from "./terms.ts";
import { startPaddy } from "./start.ts";
import { summary } from "./summary.ts";

/**
 * Extended mid-season drainage in Japan, after J-Credit AG-005 (formal text not re-read) with the regional
 * coefficients of NARO, and the extension seen by Sentinel-1 against control fields.
 */
export const paddyJapanNaro: Service<NaroParameters> = {
  id: "paddy",
  methodology: NARO_METHODOLOGY,
  yields: "measurement",
  parameters: naroParameters,
  practice: naroPractice,
  refusals: inputRefusals,
  summary,
  example: naroExample,
  kernels: [anyKernel(fieldKernel)],
  start: (input) => startPaddy(naroScheme, input),
};
