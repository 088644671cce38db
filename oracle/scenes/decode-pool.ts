import { Piscina } from "piscina";

import type { Decode } from "./decode-block.ts";

/** Threads that decode blocks as `decodeBlock` does. `close` ends them. */
export type DecodePool = { readonly decode: Decode; readonly close: () => Promise<void> };

/** A pool of `threads` worker threads, at least 1. */
export const decodePool = (threads: number): DecodePool => {
  const pool = new Piscina<Parameters<Decode>[0], Awaited<ReturnType<Decode>>>({
    filename: new URL("./decode-block.ts", import.meta.url).href,
    name: "decodeBlock",
    minThreads: threads,
    maxThreads: threads,
  });
  return { decode: (block) => pool.run(block), close: () => pool.destroy() };
};
