#!/usr/bin/env node
// Entry of every npm script. Runs on Node >= 20 with nothing installed: fetches and builds what is missing, then hands over.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { prepare } from "./prepare.mjs";

const [task, ...args] = process.argv.slice(2);
const { node, env } = prepare();

const run = (name, ...rest) => {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const { status, signal } = spawnSync(node, [script, ...rest], { stdio: "inherit", env });
  if (signal) process.kill(process.pid, signal);
  if (status !== 0) process.exit(status ?? 1);
};

// A process of its own, before anything of the task is loaded: what it makes fresh is imported there. Generating mends
// what the build would refuse.
if (task !== "generate") run("build");
run(task, ...args);
