/** What shows evidence: loaded once a view has some to show. */
export { colourOf, drawLayer, hold, shownAlike } from "./draw-layer.ts";
export type { Held } from "./draw-layer.ts";
export { openEvidence } from "./open-evidence.ts";
export type { Evidence, Looked } from "./open-evidence.ts";
