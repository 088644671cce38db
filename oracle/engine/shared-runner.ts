import { availableParallelism } from "node:os";

import { sha256 } from "viem";

import type { Runner } from "./runner.ts";
import { sealedRunner } from "./sealed-runner.ts";

const shared = new Map<string, Runner>();

/** The process's own runner of a program, with a thread for each core. Its process ends by itself when idle. */
export const sharedRunner = (program: Uint8Array): Runner => {
  const digest = sha256(program);
  const known = shared.get(digest) ?? sealedRunner(program, availableParallelism());
  shared.set(digest, known);
  return known;
};
