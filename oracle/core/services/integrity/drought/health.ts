/**
 * How a value stands between the least and the most of earlier years, 0 to 100 (Kogan 1995, Advances in Space Research
 * 15(11), from memory): the vegetation condition index of NDVI, and 100 less that of temperature its temperature condition
 * index. NaN where the years do not differ.
 */
export const conditionOf = (value: number, years: readonly number[]): number => {
  const [least, most] = [Math.min(...years), Math.max(...years)];
  return most > least ? Math.min(Math.max((100 * (value - least)) / (most - least), 0), 100) : NaN;
};

/** Vegetation health index, 0 to 100: half of the vegetation's condition and half of the temperature's (Kogan 1995). */
export const healthOf = (vegetation: number, temperature: number): number => (vegetation + (100 - temperature)) / 2;
