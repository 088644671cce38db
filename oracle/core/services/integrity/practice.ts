import * as z from "zod";

const stock = (description: string) => z.int().min(0).max(10_000_000).meta({ unit: "kg CO2e/ha", description });

/** What a watched project states of itself: no satellite of the watch sees how much carbon stands. */
export const watchPractice = z.strictObject({
  stockKgPerHa: z
    .strictObject({ lower: stock("At least."), upper: stock("At most; not below the lower.") })
    .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
    .describe("Stock before any loss."),
  watchFrom: z.iso
    .date()
    .describe(
      "First day that is watched, within the period. What the period holds before it is the history that the ground is held against.",
    ),
});

export type WatchPractice = z.infer<typeof watchPractice>;
