import { anyKernel } from "../../raster/kernel.ts";
import type { Service } from "../common/service.ts";
import { ipccExample } from "./example.ts";
import { fieldKernel } from "./field-kernel.ts";
import { inputRefusals } from "./input-rules.ts";
import { ipccScheme } from "./ipcc-scheme.ts";
import { IPCC_METHODOLOGY, ipccParameters, ipccPractice } from "./terms.ts";
import type { IpccParameters } from "./terms.ts";
import { startPaddy } from "./start.ts";
import { summary } from "./summary.ts";

/**
 * Methane of irrigated rice by IPCC 2019 Refinement, volume 4, chapter 5, with the water regime of every field seen by
 * Sentinel-1 instead of declared.
 */
export const paddyIpcc2019: Service<IpccParameters> = {
  id: "paddy",
  methodology: IPCC_METHODOLOGY,
  yields: "measurement",
  parameters: ipccParameters,
  practice: ipccPractice,
  refusals: inputRefusals,
  summary,
  example: ipccExample,
  kernels: [anyKernel(fieldKernel)],
  start: (input) => startPaddy(ipccScheme, input),
};
