#!/usr/bin/env node
// Entry of every npm script. Runs on Node >= 20 with nothing installed: fetches what is missing, then hands over.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { prepare } from "./prepare.mjs";

const [task, ...args] = process.argv.slice(2);
const { node, env } = prepare();
const script = fileURLToPath(new URL(`./${task}.ts`, import.meta.url));
const { status, signal } = spawnSync(node, [script, ...args], { stdio: "inherit", env });
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 1);
