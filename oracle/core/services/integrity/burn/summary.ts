import type { CheckInput } from "../../common/service.ts";
import type { BurnParameters } from "./terms.ts";

/** What a project states of its stock, and what its rules ask of scenes. */
export const summary = ({ parameters }: CheckInput<BurnParameters>): Readonly<Record<string, string>> => {
  const { stockKgPerHa, scenes } = parameters;
  return {
    stock: `${stockKgPerHa.lower} to ${stockKgPerHa.upper} kg CO2e/ha before the fire, as the project states`,
    scenes: `one before and one after, pixels of at most ${scenes.maxPixelM} m, at most ${scenes.maxCloudPercent} % cloud`,
  };
};
