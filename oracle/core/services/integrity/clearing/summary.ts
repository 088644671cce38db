import type { CheckInput } from "../../common/service.ts";
import type { ClearingParameters } from "./terms.ts";

/** What a project states of its stock, and what its rules ask of scenes. */
export const summary = ({ parameters }: CheckInput<ClearingParameters>): Readonly<Record<string, string>> => {
  const { stockKgPerHa, watchFrom, history, scenes } = parameters;
  return {
    stock: `${stockKgPerHa.lower} to ${stockKgPerHa.upper} kg CO2e/ha before any loss, as the project states`,
    watch: `from ${watchFrom}, against at least ${history.leastLooks} earlier looks`,
    scenes: `Sentinel-1 with VH, and optical with red, near infrared and scene classes, by fractions where it has blue, green and short-wave infrared too; pixels of at most ${scenes.maxPixelM} m`,
  };
};
