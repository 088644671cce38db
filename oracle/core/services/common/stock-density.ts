import * as z from "zod";

const stock = (description: string) => z.int().min(0).max(10_000_000).meta({ unit: "kg CO2e/ha", description });

/**
 * How much carbon stands on a project's ground, as it states it: no satellite of the watch sees that. A project whose
 * credits can be lost states it in the design that it commits to, and its losses are bounded by that.
 */
export const stockDensity = z
  .strictObject({ lower: stock("At least."), upper: stock("At most; not below the lower.") })
  .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
  .describe("Stock before any loss.");
