import { setTimeout as timer } from "node:timers/promises";

/** Waits so long, or until the signal. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await timer(ms, undefined, { signal }).catch(() => undefined);
};
