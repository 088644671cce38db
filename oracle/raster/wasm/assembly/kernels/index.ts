export { burnSeverity } from "./burn-severity";
export { normalizeSums, zonalSums } from "./exact-sum";
export { logarithms } from "./logarithm";
