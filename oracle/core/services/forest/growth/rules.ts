import * as z from "zod";

export const share = (description: string) => z.int().min(0).max(1000).meta({ unit: "‰", description });
export const metres = (least: number, most: number, description: string) =>
  z.number().min(least).max(most).meta({ unit: "m", description });
export const error = (description: string) => z.int().min(0).max(500).meta({ unit: "‰", description });

/** How ground is cut, as a methodology's parameters have it. */
export const groundRules = z
  .strictObject({
    cellM: metres(1, 100, "Side of a cell, in which pixels are averaged."),
    unitM: metres(20, 1000, "Side of a unit of ground, that is compared with others; a whole number of cells."),
    clusterM: metres(
      40,
      10_000,
      "Side of a cluster: units of different clusters are taken to be independent. Cells must not be alike so far apart.",
    ),
    beltM: metres(20, 10_000, "Width of the leakage belt around the claim."),
    reachM: metres(
      100,
      50_000,
      "How far from the claim's box all ground is a candidate for control, and what calibrates the model is used.",
    ),
    leastShare: share("Least share of a unit, and of the claim, that must be seen at every date."),
  })
  .describe("How ground is cut.");
export type GroundRules = z.infer<typeof groundRules>;

/** By what rules control ground is chosen and refused. */
export const controlRules = z
  .strictObject({
    controlsPerUnit: z.int().min(3).max(10).meta({ unit: "units", description: "Controls of each project unit." }),
    caliper: z.number().gt(0).max(1).meta({ unit: "sd", description: "How far their levels may lie apart." }),
    maxDifference: z.number().gt(0).max(0.25).meta({ unit: "sd", description: "Greatest difference of means left." }),
    maxVarianceRatio: z.number().min(1).max(2).describe("Greatest ratio of the sides' variances, either way."),
    maxDrift: z.number().gt(0).max(1).meta({ unit: "sd", description: "Greatest drift that the history leaves open." }),
    minDegreesOfFreedom: z.number().min(4).describe("Fewest degrees of freedom that each side's clusters leave."),
  })
  .describe("By what rules control ground is chosen and refused.");
