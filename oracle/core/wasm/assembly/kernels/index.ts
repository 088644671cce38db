export { burnIndices } from "./burn-indices";
export { burnSeverity } from "./burn-severity";
export { classify } from "./classify";
export { countBytes } from "./count-bytes";
export { normalizeSums, zonalSums } from "./exact-sum";
export { expandTables, stepThrough } from "./ground-mask";
export { insarSeries } from "./insar/series";
export { logarithms } from "./logarithm";
export { zonalLogarithms } from "./zonal-logarithms";
