import * as z from "zod";

import { stockDensity } from "../common/stock-density.ts";

/** What a watched project states of itself: no satellite of the watch sees how much carbon stands. */
export const watchPractice = z.strictObject({
  stockKgPerHa: stockDensity,
  watchFrom: z.iso
    .date()
    .describe(
      "First day that is watched, within the period. What the period holds before it is the history that the ground is held against.",
    ),
});

export type WatchPractice = z.infer<typeof watchPractice>;

/** What a project states of its stock, and when its watch begins, for its owner to read again. */
export const practiceSummary = ({ stockKgPerHa, watchFrom }: WatchPractice): Readonly<Record<string, string>> => ({
  stock: `${stockKgPerHa.lower} to ${stockKgPerHa.upper} kg CO2e/ha before any loss, as the project states`,
  watch: `from ${watchFrom}`,
});
