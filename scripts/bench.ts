/** `npm run bench [-- part ...]`: figures for scripts/bench/README.md. Takes some minutes; nothing here is a test. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { bitFlips } from "./bench/bit-flips.ts";
import { determinism } from "./bench/determinism.ts";
import { gasTable } from "./bench/gas.ts";
import { namedOrAll } from "./bench/named.ts";

const engine = (name: string) => (): void => {
  execFileSync(process.execPath, [join(import.meta.dirname, "bench", "engine", `${name}.ts`)], { stdio: "inherit" });
};

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  gas: gasTable,
  engine: engine("engine"),
  mask: engine("mask"),
  codecs: engine("codecs"),
  "bit-flips": bitFlips,
  determinism,
};

for (const name of namedOrAll("part", Object.keys(PARTS))) await PARTS[name]!();
