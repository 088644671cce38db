#!/usr/bin/env node
// The `sixfold` command: prepares the checkout if need be, then runs oracle/cli/main.ts.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { prepare } from "./prepare.mjs";

const { node, env } = prepare();
// Ctrl-C reaches the command as well, which ends in its own way; this process outlives it to pass its answer on.
process.on("SIGINT", () => undefined);
const main = fileURLToPath(new URL("../oracle/cli/main.ts", import.meta.url));
const { status, signal } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: "inherit", env });
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 1);
