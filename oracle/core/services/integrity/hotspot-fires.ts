import type { Vector } from "../../ground/s2.ts";
import type { Hotspot } from "./hotspots.ts";

/** The least radius of the WGS84 ellipsoid's section, metres, so that no chord is too short. */
const LEAST_RADIUS_M = 6_335_439;

/** Metres between two unit vectors, never less than they are apart by more than 1 %. */
export const metresBetween = (a: Vector, b: Vector): number => {
  const [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt(x * x + y * y + z * z) * LEAST_RADIUS_M;
};

const SECONDS_PER_DAY = 86_400n;

/** Whether two hotspots are of one fire, seen twice: by another satellite or at another overpass, near in place and time. */
const confirmEachOther = (a: Hotspot, b: Hotspot, mostDays: number): boolean => {
  if (a.seconds === b.seconds && a.satellite === b.satellite) return false;
  const apart = a.seconds > b.seconds ? a.seconds - b.seconds : b.seconds - a.seconds;
  return apart <= BigInt(mostDays) * SECONDS_PER_DAY && metresBetween(a.centre, b.centre) <= a.radiusM + b.radiusM;
};

/** Hotspots of nominal and high confidence that another such one confirms. */
export const confirmedOf = (hotspots: readonly Hotspot[], mostDays: number): readonly Hotspot[] => {
  const sure = hotspots.filter(({ confidence }) => confidence !== "low");
  return sure.filter((one) => sure.some((other) => other !== one && confirmEachOther(one, other, mostDays)));
};
