/** (a - b) / (a + b) of two reflectances; NaN where their sum is not above 0. */
export const normalizedDifference = (a: number, b: number): number => (a + b > 0 ? (a - b) / (a + b) : NaN);
