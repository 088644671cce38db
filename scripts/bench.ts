/** `npm run bench`: figures for scripts/bench/README.md. Takes some minutes; nothing here is a test. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { bitFlips } from "./bench/bit-flips.ts";
import { determinism } from "./bench/determinism.ts";
import { gasTable } from "./bench/gas.ts";

gasTable();
for (const name of ["engine", "mask", "codecs"])
  execFileSync(process.execPath, [join(import.meta.dirname, "bench", "engine", `${name}.ts`)], { stdio: "inherit" });
await bitFlips();
await determinism();
