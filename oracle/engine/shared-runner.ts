import { availableParallelism } from "node:os";

import { sha256 } from "viem";

import type { Runner } from "./runner.ts";
import { sealedRunner } from "./sealed-runner.ts";

const shared = new Map<string, Runner>();

/**
 * The process's own runner of a program. Its process ends by itself when idle.
 * @param workers threads that work on pixels, at least 1; one for each core where absent.
 */
export const sharedRunner = (program: Uint8Array, workers = availableParallelism()): Runner => {
  const key = `${sha256(program)} ${workers}`;
  const known = shared.get(key) ?? sealedRunner(program, workers);
  shared.set(key, known);
  return known;
};
