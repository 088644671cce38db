import { areaWhere, UNITS_PER_M2 } from "./pixels-seen.ts";
import type { PixelsSeen } from "./pixels-seen.ts";
import { medianOf } from "./spread.ts";

/** Classes in order of dNBR, as Key and Benson 2006 name them. */
export const SEVERITIES = ["low", "moderateLow", "moderateHigh", "high"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Classes below: 0 and 1 are high and low regrowth. */
const UNBURNED = 2;
const LOW = 3;

/** Class of a dNBR, 0 to 6: how many of the ascending thresholds it reaches. */
export const classOf = (change: number, thresholds: readonly number[]): number =>
  thresholds.findLastIndex((threshold) => change >= threshold) + 1;

/** Area by severity, m2. */
export type BurnedM2 = Readonly<Record<Severity, number>>;

/** What some ground showed, in m2. */
export type GroundSeen = {
  readonly claimedM2: number;
  readonly observedM2: number;
  /** Green at both dates. */
  readonly greenM2: number;
  /** dNBR in a class of regrowth. */
  readonly regrownM2: number;
  /** dNBR, thousandths, the offset taken off; NaN where nothing was seen. */
  readonly median: number;
  /** Severity by the thresholds, and where they are `band` higher and lower. */
  readonly burned: BurnedM2;
  readonly certainly: BurnedM2;
  readonly possibly: BurnedM2;
};

export const totalOf = ({ low, moderateLow, moderateHigh, high }: BurnedM2): number =>
  low + moderateLow + moderateHigh + high;

/** @param offset dNBR of ground that did not burn, thousandths: where the thresholds count from. */
export const groundSeen = (
  { areas, unseenArea }: PixelsSeen,
  { thresholds, band }: { readonly thresholds: readonly number[]; readonly band: number },
  offset: number,
): GroundSeen => {
  const burnedAt = (shift: number): BurnedM2 => {
    const areaOf = (severity: Severity): number =>
      areaWhere(areas, (change) => classOf(change - offset - shift, thresholds) === LOW + SEVERITIES.indexOf(severity));
    return {
      low: areaOf("low"),
      moderateLow: areaOf("moderateLow"),
      moderateHigh: areaOf("moderateHigh"),
      high: areaOf("high"),
    };
  };
  return {
    claimedM2: areaWhere(areas, () => true) + unseenArea / UNITS_PER_M2,
    observedM2: areaWhere(areas, () => true),
    greenM2: areaWhere(areas, (_, isGreen) => isGreen),
    regrownM2: areaWhere(areas, (change) => classOf(change - offset, thresholds) < UNBURNED),
    median: medianOf(areas) - offset,
    burned: burnedAt(0),
    certainly: burnedAt(band),
    possibly: burnedAt(-band),
  };
};
