import type { Look } from "./types.ts";

/** Forgets the types between a service's own kernel and its own `measure`: nobody else looks at what passes there. */
export const asLook = <K, S>(look: Look<K, S>): Look => look as unknown as Look;
