/** 100 analyses with scenes shuffled, 1 and 2 workers, four time zones and languages: how many CIDs come out. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { simulatePaddy } from "../simulate/paddy.ts";

const RUNS = 100;
const PLACES = [
  { TZ: "UTC", LANG: "C" },
  { TZ: "Asia/Tokyo", LANG: "ja_JP.UTF-8" },
  { TZ: "America/St_Johns", LANG: "de_DE.UTF-8" },
  { TZ: "Pacific/Chatham", LANG: "tr_TR.UTF-8" },
] as const;

const cidsOf = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "determinism-run.ts"), ...args], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("close", (code) =>
      code === 0 ? resolve(output.trim().split("\n")) : reject(new Error(`exit code ${code}`)),
    );
  });

export const determinism = async (): Promise<void> => {
  const counts = new Map<string, number>();
  for (const [index, env] of PLACES.entries()) {
    // Each place gets a folder of its own, so that the folder's name can not hide in the CID either.
    const folder = mkdtempSync(join(tmpdir(), "sixfold-determinism-"));
    try {
      await simulatePaddy({ seed: 7n, out: folder });
      const workers = String((index % 2) + 1);
      for (const cid of await cidsOf([folder, workers, String(RUNS / PLACES.length), String(index)], env))
        counts.set(cid, (counts.get(cid) ?? 0) + 1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  console.log("\n## Determinism\n");
  console.log(
    `${RUNS} runs, scenes shuffled, 1 and 2 workers, ${PLACES.map(({ TZ, LANG }) => `${TZ} ${LANG}`).join(", ")}:`,
  );
  for (const [cid, count] of counts) console.log(`- ${count} x ${cid}`);
  if (counts.size !== 1) process.exitCode = 1;
};
