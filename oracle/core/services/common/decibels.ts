import { ln } from "../../math.ts";

const LN_10 = 2.302585092994046;

/** Decibels of a linear power above zero. */
export const toDecibels = (linear: number): number => (10 * ln(linear)) / LN_10;
