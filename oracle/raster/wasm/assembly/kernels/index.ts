export { normalizeSums, zonalSums } from "./exact-sum";
