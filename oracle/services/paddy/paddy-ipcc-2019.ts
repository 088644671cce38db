import type { Service } from "../types.ts";
import { ipccScheme } from "./ipcc-scheme.ts";
import { lookAtPaddy } from "./look.ts";
import { ipccParameters, ipccPractice, type IpccParameters } from "./parameters.ts";
import { planPaddy } from "./plan.ts";

/**
 * Methane of irrigated rice by IPCC 2019 Refinement, volume 4, chapter 5, with the water regime of every field seen by
 * Sentinel-1 instead of declared.
 */
export const paddyIpcc2019: Service<IpccParameters> = {
  id: "paddy",
  methodology: "paddy-ipcc-2019",
  parameters: ipccParameters,
  practice: ipccPractice,
  plan: planPaddy,
  look: (input) => lookAtPaddy(ipccScheme, input),
};
