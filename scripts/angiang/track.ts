import { dayOf } from "../../oracle/core/services/common/day.ts";

/** Sentinel-1 repeats a track every 12 days (one satellite; S1B gave no data from December 2021 on). */
export const REPEAT_DAYS = 12;

/**
 * The track of a pass where the source names no orbit: passes a whole number of cycles apart have one geometry. Two
 * tracks can not share a phase here unless the place is seen twice on one UTC date, which the source would show.
 */
export const inferredTrack = (date: string): string => `repeat-${REPEAT_DAYS}d/phase-${dayOf(date) % REPEAT_DAYS}`;
