/** How tonnes fare, in the order of the contracts' `Condition`, from best to worst. */
export const CONDITIONS = ["sound", "compensated", "at risk", "unmonitored", "deficit"] as const;
