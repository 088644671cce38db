import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { CID } from "multiformats/cid";
import * as z from "zod";

import { folderBlockStore } from "../../oracle/store/folder-block-store.ts";
import { carBytes } from "../../oracle/store/car.ts";
import { fromRoot } from "./from-root.ts";
import { runProcess } from "./processes.ts";
import type { Stage } from "./story.ts";

const verification = z.object({ trails: z.array(z.object({ checks: z.array(z.object({ ok: z.boolean() })) })) });

export type VerifiedCar = {
  /** Path of the CAR, as it is best copied. */
  readonly car: string;
  /** The command that was run; it needs the chain. */
  readonly command: string;
  /** How many of how many checks hold. */
  readonly checks: string;
};

/**
 * Runs `sixfold` with the words of a verification, as a process of its own.
 * @returns how many of how many checks hold
 * @throws Error where one fails
 */
export const checksHeld = async (args: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await runProcess("oracle/cli/main.ts", [...args, "--json"]);
  if (exitCode !== 0) throw new Error(`sixfold verify ended with exit code ${exitCode}\n${stdout}\n${stderr}`);
  const held = verification.parse(JSON.parse(stdout)).trails.flatMap((trail) => trail.checks);
  return `${held.filter(({ ok }) => ok).length} of ${held.length} hold`;
};

/** Runs `sixfold verify` as a stranger would: with the CAR and an RPC endpoint, and nothing else of ours. */
export const verifyFromCar = async ({ world, say }: Stage, subject: string, root: CID): Promise<VerifiedCar> => {
  const { deploymentFile, folder, store } = world;
  const path = join(folder, `${root.toString()}.car`);
  writeFileSync(path, await carBytes({ root, blocks: folderBlockStore(store) }));
  const car = fromRoot(path);
  const args = ["verify", subject, "--car", car, "--deployment", fromRoot(deploymentFile)];
  const command = `npx sixfold ${args.join(" ")}`;
  const checks = await checksHeld(args);
  say("verify from the CAR", { ran: command, checks });
  return { car, command, checks };
};
