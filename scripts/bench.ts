/** `npm run bench [-- part ...]`: figures for scripts/bench/README.md. Takes some minutes; nothing here is a test. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { bitFlips } from "./bench/bit-flips.ts";
import { determinism } from "./bench/determinism.ts";
import { gasTable } from "./bench/gas.ts";
import { namedOrAll } from "./bench/named.ts";

const apart = (path: string) => (): void => {
  execFileSync(process.execPath, [join(import.meta.dirname, "bench", path)], { stdio: "inherit" });
};

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  gas: gasTable,
  engine: apart("engine/engine.ts"),
  mask: apart("engine/mask.ts"),
  codecs: apart("engine/codecs.ts"),
  controls: apart("controls.ts"),
  "bit-flips": bitFlips,
  determinism,
};

for (const name of namedOrAll("part", Object.keys(PARTS))) await PARTS[name]!();
