import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { CID } from "multiformats/cid";
import { z } from "zod";

import { folderBlockStore } from "../../oracle/evidence/folder-block-store.ts";
import { carBytes } from "../../oracle/evidence/car.ts";
import { runProcess } from "./processes.ts";
import type { Stage } from "./story.ts";

const verification = z.object({ trails: z.array(z.object({ checks: z.array(z.object({ ok: z.boolean() })) })) });

/** Runs `sixfold verify` as a stranger would: with the CAR and an RPC endpoint, and nothing else of ours. */
export const verifyFromCar = async ({ world, say }: Stage, subject: string, root: CID): Promise<void> => {
  const { deploymentFile, folder, store } = world;
  const car = join(folder, `${root.toString()}.car`);
  writeFileSync(car, await carBytes(root, folderBlockStore(store)));
  const args = ["verify", subject, "--car", car, "--deployment", deploymentFile];
  const { exitCode, stdout, stderr } = await runProcess("oracle/cli/main.ts", [...args, "--json"]);
  if (exitCode !== 0) throw new Error(`sixfold verify ended with exit code ${exitCode}\n${stdout}\n${stderr}`);
  const checks = verification.parse(JSON.parse(stdout)).trails.flatMap((trail) => trail.checks);
  say("verify from the CAR", {
    command: `npx sixfold ${args.join(" ")}`,
    checks: `${checks.filter(({ ok }) => ok).length} of ${checks.length} hold`,
  });
};
