#!/usr/bin/env node
// The `sixfold` command: prepares the checkout if need be, then runs oracle/cli/main.ts.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { prepare } from "./prepare.mjs";

/**
 * Evidence of any size goes through in pieces, which Node would let pile up: one arena for all threads and large pieces
 * apart, for the GNU C library's allocator (mallopt(3); others know no such names), and a small nursery. Verifying 4 GiB
 * takes a quarter less memory by it.
 */
const FLAGS = ["--max-semi-space-size=4"];
const ALLOCATOR = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "131072" };

const { node, env } = prepare();
// Ctrl-C reaches the command as well, which ends in its own way; this process outlives it to pass its answer on.
process.on("SIGINT", () => undefined);
const main = fileURLToPath(new URL("../oracle/cli/main.ts", import.meta.url));
const { status, signal } = spawnSync(node, [...FLAGS, main, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...ALLOCATOR, ...env },
});
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 1);
