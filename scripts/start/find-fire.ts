import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Finding } from "../../oracle/core/services/common/outcome.ts";
import { sharedRunner } from "../../oracle/engine/shared-runner.ts";
import { ownProgram } from "../../oracle/programs/own-program.ts";
import { analyse } from "../../oracle/pipeline/analyse.ts";
import { carBytes } from "../../oracle/store/car.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { arrange } from "../burn/arrange.ts";
import { fromRoot } from "./from-root.ts";
import type { Facts, Say } from "./say.ts";
import { tonnes } from "./story.ts";
import { checksHeld } from "./verify-from-car.ts";

/** One fire that is plain to see, and one that lies under a green-up: its all-clear would be false. */
const BASINS = ["cs_911", "wit_7288"] as const;

const dateOf = (seconds: bigint): string => new Date(Number(seconds) * 1000).toISOString().slice(0, 10);

const findFire = async (dataFolder: string, out: string, fire: string): Promise<Facts> => {
  const { scenes, project, basin } = await arrange({ dataFolder, out, fire });
  const { outcome, cid, blocks } = await analyse({
    runner: sharedRunner(await ownProgram("burn-severity-pair")),
    project,
    parameters: JSON.parse(readFileSync(join(project, "parameters.json"), "utf8")),
    catalogue: scenes,
    policy: defaultPolicy,
    shelf: memoryShelf(),
  });
  const { verdict, reason, lowerM2, upperM2, lowerKg, upperKg, claimedM2, lastUnharmed, firstSeen } =
    outcome as Finding;
  const car = join(out, `${cid.toString()}.car`);
  writeFileSync(car, await carBytes({ root: cid, blocks }));
  const args = ["verify", fromRoot(car)];
  return {
    basin: `${basin.id}, ${basin.fire} fire, ${basin.year}`,
    finding: reason === "" ? verdict : `${verdict}: ${reason}`,
    "m2 burned": `${lowerM2} to ${upperM2} of ${claimedM2}`,
    lost: `${tonnes(lowerKg)} to ${tonnes(upperKg)}`,
    between: `${dateOf(lastUnharmed)} and ${dateOf(firstSeen)}`,
    ran: `npx sixfold ${args.join(" ")}`,
    verified: await checksHeld(args),
  };
};

/** Looks for fire in two real basins, bundles what is found and verifies it from the CAR alone. It needs no chain. */
export const findFires = async (say: Say, dataFolder: string, folder: string): Promise<void> => {
  const looks = await Promise.all(BASINS.map((fire) => findFire(dataFolder, join(folder, "fires", fire), fire)));
  for (const look of looks) say("look for fire in a real pair of Landsat 7 composites; the stock is assumed", look);
};
