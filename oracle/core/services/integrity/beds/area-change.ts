/** A mapped area, m2, and its standard error. */
export type Area = { readonly m2: number; readonly error: number };

/** Of a fall in area, m2, the bounds of a one-sided 95 %, and whether it is more than both errors may be. */
export type AreaFall = { readonly lowerM2: number; readonly upperM2: number; readonly isLoss: boolean };

/** Of a normal distribution, 95 % lie above its mean less this many standard deviations. */
export const Z_95 = 1.645;

/**
 * How far an area fell between two surveys whose errors are independent: a loss where the change is below -1.645
 * sqrt(SE1^2 + SE2^2), one-sided 95 %. A bed that moved has not fallen.
 */
export const areaFall = (before: Area, after: Area): AreaFall => {
  const fall = before.m2 - after.m2;
  const reach = Z_95 * Math.sqrt(before.error * before.error + after.error * after.error);
  return {
    lowerM2: Math.max(fall - reach, 0),
    upperM2: Math.min(Math.max(fall + reach, 0), before.m2),
    isLoss: fall > reach,
  };
};
