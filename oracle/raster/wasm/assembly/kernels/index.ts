export { burnSeverity } from "./burn-severity";
export { classify } from "./classify";
export { countBytes } from "./count-bytes";
export { normalizeSums, zonalSums } from "./exact-sum";
export { logarithms } from "./logarithm";
export { zonalLogarithms } from "./zonal-logarithms";
