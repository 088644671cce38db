import { SEASON_DAYS } from "./water-regime.ts";

export type Track = {
  readonly relativeOrbit: number;
  readonly orbitState: "ascending" | "descending";
  /** Time of day of the pass, UTC. */
  readonly time: string;
  /** How much brighter this geometry sees everything, dB. */
  readonly offsetDb: number;
};

export type Overpass = {
  /** Days since flooding. */
  readonly day: number;
  readonly track: Track;
  /** Wind roughens the water. */
  readonly windy: boolean;
  /** The swath's edge cuts a corner of the scene. */
  readonly partial: boolean;
};

const DESCENDING: Track = { relativeOrbit: 46, orbitState: "descending", time: "20:42:10Z", offsetDb: 0 };
const ASCENDING: Track = { relativeOrbit: 141, orbitState: "ascending", time: "08:51:37Z", offsetDb: 0.6 };

/** Two satellites repeat each track every six days; the second track follows the first by three. */
const REPEAT_DAYS = 6;
const SECOND_TRACK_AFTER_DAYS = 3;
const FIRST_DAY = -9;
const LAST_DAY = SEASON_DAYS + 6;

/** Scenes that were never acquired, by order: one per track. */
const MISSING = new Set([24, 31]);
const WINDY = 8;
const PARTIAL = 21;

/** One track every 24 days over the history: a choice of controls needs no more. */
const HISTORY_REPEAT_DAYS = 24;

/** Passes of the history, of some days before the flooding. */
const historyPasses = (days: number): readonly Overpass[] =>
  Array.from({ length: Math.ceil((days + FIRST_DAY) / HISTORY_REPEAT_DAYS) }, (_, order) => ({
    day: order * HISTORY_REPEAT_DAYS - days,
    track: DESCENDING,
    windy: false,
    partial: false,
  }));

/** All passes over a season with its usual faults: two missing, one windy, one that covers only a part; before them those of its history. */
export const overpasses = (historyDays: number): readonly Overpass[] => {
  const passes: Overpass[] = [];
  for (let day = FIRST_DAY; day <= LAST_DAY; day += REPEAT_DAYS) {
    for (const track of [DESCENDING, ASCENDING]) {
      const order = passes.length;
      const late = track === DESCENDING ? 0 : SECOND_TRACK_AFTER_DAYS;
      passes.push({ day: day + late, track, windy: order === WINDY, partial: order === PARTIAL });
    }
  }
  return [...historyPasses(historyDays), ...passes.filter((_, order) => !MISSING.has(order))];
};
