export { inflate } from "./inflate/inflate";
export { lerc } from "./lerc";
export { lzw } from "./lzw";
export { packBits } from "./pack-bits";
