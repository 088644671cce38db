/** Largest whole number that a finite amount does not fall below. */
export const wholeDown = (amount: number): bigint => BigInt(Math.floor(amount));

/** Least whole number that a finite amount does not exceed. */
export const wholeUp = (amount: number): bigint => BigInt(Math.ceil(amount));
