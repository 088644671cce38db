import { dayOf } from "../../oracle/core/services/common/day.ts";
import { calendarOf } from "../../oracle/core/services/integrity/drought/follow.ts";
import type { DroughtLook } from "../../oracle/core/services/integrity/drought/follow.ts";
import type { PairLook } from "../../oracle/core/services/integrity/shaking/follow.ts";
import type { ThermalImage } from "../../oracle/core/services/integrity/thermal/brightness.ts";
import { cos } from "../../oracle/core/math.ts";
import { seededRandom } from "../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../oracle/core/uncertainty/sample.ts";

/** The first look of a series of vegetation, and the days of it that are watched. */
export const DROUGHT_START = dayOf("2010-01-01");
export const DROUGHT_WATCH = { fromDay: dayOf("2018-01-01"), endDay: dayOf("2021-01-01") } as const;
export const DRIED_FROM = dayOf("2019-06-01");

/**
 * Looks every sixteen days of eleven years, SIMULATED: a season, every year's own weather, and errors; dried from a day on
 * for a hundred.
 */
export const droughtSeries = (seed: number, driedFrom = Infinity): readonly DroughtLook[] => {
  const random = seededRandom(BigInt(seed));
  const noise = (spread: number): number => spread * standardNormal(random);
  let [year, weather] = [-1, 0];
  return Array.from({ length: 251 }, (_, look) => {
    const day = DROUGHT_START + 16 * look;
    const own = Math.floor((day - DROUGHT_START) / 365.2425);
    if (own !== year) [year, weather] = [own, noise(1)];
    const season = cos((2 * Math.PI * (day - DROUGHT_START)) / 365.2425);
    const isDry = day >= driedFrom && day < driedFrom + 100;
    return {
      ...calendarOf(day),
      look,
      ndvi: 0.7 + 0.1 * season + 0.02 * weather + noise(0.02) - (isDry ? 0.2 : 0),
      ndmi: 0.3 + 0.05 * season + 0.02 * weather + noise(0.02) - (isDry ? 0.2 : 0),
      kelvin: 300 - 8 * season - weather + noise(1) + (isDry ? 8 : 0),
    };
  });
};

export const COHERENCE_WATCH = { fromDay: 240, endDay: 600 } as const;
/** The day the ground shook. */
export const SHAKEN = 407;

/** Pairs of twelve days of two tracks, SIMULATED: the ascending one six days later. */
export const coherenceSeries = (
  seed: number,
  hit = false,
  tracks: readonly string[] = ["ascending", "descending"],
): readonly PairLook[] => {
  const random = seededRandom(BigInt(seed));
  const looks = tracks.flatMap((track, at) =>
    Array.from({ length: 49 }, (_, k) => {
      const [sinceDay, day] = [12 * k + 6 * at, 12 * (k + 1) + 6 * at];
      const isHit = hit && sinceDay < SHAKEN && SHAKEN <= day;
      const coherence = 0.6 + 0.05 * standardNormal(random) - (isHit ? 0.35 : 0);
      return { track, sinceDay, day, coherence, value: coherence - 0.55 };
    }),
  );
  return looks.sort((a, b) => a.day - b.day).map((look, at) => ({ ...look, look: at }));
};

/** Side of a thermal image, and its middle pixel. */
export const THERMAL_SIDE = 25;
export const THERMAL_MIDDLE = 12 * THERMAL_SIDE + 12;

/** Savanna by day, SIMULATED, whose middle pixel is warmer at 4 um by some kelvins. */
export const thermalImage = (seed: number, extra: number): ThermalImage => {
  const random = seededRandom(BigInt(seed));
  const size = THERMAL_SIDE * THERMAL_SIDE;
  const [t4, t11] = [new Float64Array(size), new Float64Array(size)];
  for (let at = 0; at < size; at += 1) {
    const ground = standardNormal(random);
    t4[at] = 302 + 1.5 * ground + 0.3 * standardNormal(random) + (at === THERMAL_MIDDLE ? extra : 0);
    t11[at] = 298 + 1.5 * ground;
  }
  const even = (value: number): Float64Array => new Float64Array(size).fill(value);
  return {
    ...{ width: THERMAL_SIDE, height: THERMAL_SIDE, t4, t11 },
    ...{ t12: t11.map((kelvin) => kelvin - 1), red: even(0.08), nir: even(0.22) },
  };
};
