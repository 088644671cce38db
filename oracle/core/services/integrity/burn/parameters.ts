import * as z from "zod";

const permille = z.int().min(0).max(1000);
/** An index in thousandths. */
const index = z.int().min(-2000).max(2000);

const bounds = (most: number) =>
  z
    .strictObject({ lower: z.int().min(0).max(most), upper: z.int().min(0).max(most) })
    .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" });

export const BURN_METHODOLOGY = "burn-severity-pair";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const burnParameters = z.strictObject({
  methodology: z.literal(BURN_METHODOLOGY),
  /** Of the parameter set; name and version are unique on the chain. */
  version: z
    .string()
    .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,30}$/, "1 to 31 letters, digits, dots, dashes or underscores"),
  scenes: z.strictObject({
    maxPixelM: z.number().gt(0).max(60),
    /** A scene that states more cloud, in percent, is refused. */
    maxCloudPercent: z.number().min(0).max(100),
  }),
  observation: z.strictObject({
    /** Least NIR + SWIR of a pixel that counts as seen, thousandths of reflectance. */
    darkest: z.int().min(1).max(1000),
    /** Least share of the claimed area that must be seen to say more than that a loss is there. */
    leastShare: permille,
    /** Most of the ground's pixels that may hold what can be no reflectance; beyond, the scale is wrong. */
    mostStrangeShare: permille,
  }),
  severity: z.strictObject({
    /** Least dNBR of low regrowth, unburned, and low, moderate-low, moderate-high, high severity. */
    thresholds: z
      .array(index)
      .length(6)
      .refine((list) => list.every((value, at) => at === 0 || value > (list[at - 1] as number)), {
        error: "thresholds ascend",
      }),
    /** How far the thresholds may lie off, in either direction, from one pair of scenes to another. */
    band: z.int().min(0).max(500),
  }),
  /** What ground outside the claim must show, to be taken as unburned and to give an offset. */
  reference: z.strictObject({
    leastPixels: z.int().min(30),
    leastGreenShare: permille,
    /** Lowest mean dNBR, negative: below, reference and ground may have greened to different degrees. */
    lowestMean: z.int().min(-500).max(0),
    mostSpread: z.int().min(1).max(500),
  }),
  loss: z.strictObject({
    /** Least area, and least share of what was seen, that is certainly burned in excess of what greened. */
    leastM2: z.int().min(1),
    leastShare: permille,
  }),
  allClear: z.strictObject({
    /** Least NBR of ground that is green, at both dates. */
    leastNbr: index,
    leastGreenShare: permille,
    /** Most of the ground that may have greened, or darkened, beyond the unburned class. */
    mostChangedShare: permille,
    /** Furthest that the ground's median dNBR may lie from 0, either way. */
    mostShift: z.int().min(0).max(500),
    /** Furthest the two dates may lie from a whole number of years, up to `mostYears`. */
    mostSeasonDays: z.int().min(0).max(182),
    mostYears: z.int().min(0).max(5),
  }),
  /** Share of stock that dies, by severity, thousandths. */
  killed: z.strictObject({
    low: bounds(1000),
    moderateLow: bounds(1000),
    moderateHigh: bounds(1000),
    high: bounds(1000),
  }),
  /** Least share of what dies that is gone at once; the upper bound takes all of it. */
  leastCombusted: permille,
});

/** What a project states of itself. */
export const burnPractice = z.strictObject({
  /** Stock before the fire, kg of CO2e to the hectare: no satellite of this methodology sees it. */
  stockKgPerHa: bounds(10_000_000),
});

export type BurnRules = z.infer<typeof burnParameters>;
export type BurnPractice = z.infer<typeof burnPractice>;
export type BurnParameters = BurnRules & BurnPractice;
