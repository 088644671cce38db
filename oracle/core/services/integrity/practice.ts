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
