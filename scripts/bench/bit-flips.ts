/** Flips one random bit of a bundle, 1,000 times over, and counts what replay detects. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bytesOf, held } from "../../oracle/core/evidence/stored.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { trustOwn } from "../../oracle/programs/trust-own.ts";
import { replay } from "../../oracle/pipeline/replay.ts";
import { seededRandom } from "../../oracle/core/uncertainty/random.ts";
import { simulatePaddy } from "../simulate/paddy.ts";
import { analyseSimulated } from "./simulated-analysis.ts";

const FLIPS = 1_000;

export const bitFlips = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "sixfold-flips-"));
  try {
    await simulatePaddy({ seed: 7n, out: folder });
    const { files, cid } = await analyseSimulated(folder, 2);
    const options = { trust: trustOwn, runnerOf: sharedRunner, expectedRoot: cid };
    const whole = await replay(files, options);
    const random = seededRandom(1n);
    const paths = [...files.keys()].sort();
    const sizes = paths.map((path) => files.get(path)!.size);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let detected = 0;
    for (let flip = 0; flip < FLIPS; flip += 1) {
      // Every bit of the bundle is equally likely.
      let byte = Math.floor(random() * total);
      let index = 0;
      while (byte >= sizes[index]!) byte -= sizes[index++]!;
      const bytes = await bytesOf(files.get(paths[index]!)!);
      bytes[byte]! ^= 1 << Math.floor(random() * 8);
      const { ok } = await replay(new Map(files).set(paths[index]!, held(bytes)), options);
      if (!ok) detected += 1;
    }
    console.log("\n## Replay\n");
    console.log(`- untouched bundle (${files.size} files, ${total} bytes): ${whole.ok ? "accepted" : "REFUSED"}`);
    console.log(`- random bit flips detected: ${detected} of ${FLIPS}`);
    if (!whole.ok || detected !== FLIPS) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
