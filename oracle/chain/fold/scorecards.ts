import type { Handlers } from "./handlers.ts";

/** A lens: it leaves no logs. */
export const scorecardHandlers: Handlers<"Scorecards"> = {};
