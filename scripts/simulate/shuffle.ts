import type { Random } from "../../oracle/core/uncertainty/random.ts";

/** Fisher and Yates, from the end. */
export const shuffle = <T>(random: Random, items: readonly T[]): readonly T[] => {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
};
