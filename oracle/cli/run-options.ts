import { availableParallelism } from "node:os";

import type { Command } from "commander";

import { integer } from "./options.ts";

export type RunOptions = { readonly workers: number; readonly memoryMib: number };

/** Options of verbs that run a program. */
export const withRun = (command: Command): Command =>
  command
    .option("--workers <n>", "threads that work on pixels", integer(1, 64), availableParallelism())
    .option("--memory-mib <n>", "most memory for blocks and kernels, over all threads", integer(8, 65_536), 256);

/** What a run may use. */
export const runWithin = ({ workers, memoryMib }: RunOptions) => ({ workers, memoryBytes: memoryMib * 2 ** 20 });
