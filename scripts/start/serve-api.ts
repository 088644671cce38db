import * as z from "zod";

import { startProcess } from "./processes.ts";
import type { Say } from "./say.ts";
import type { World } from "./world.ts";

const served = z.object({ url: z.url() });
const supply = z.object({
  issuedKg: z.string(),
  circulatingKg: z.string(),
  bufferedKg: z.string(),
  retiredKg: z.string(),
  cancelledKg: z.string(),
  addsUp: z.literal(true),
});

/** Starts the API on the chain as it is now, and asks it whether every kilogram adds up. */
export const serveApi = async (say: Say, { deploymentFile, gateway }: World): Promise<string> => {
  const args = ["--deployment", deploymentFile, "--gateway", gateway];
  const { url } = served.parse(await startProcess("API", "scripts/api.ts", args));
  const answer = await fetch(`${url}/v1/supply`);
  const { issuedKg, circulatingKg, bufferedKg, retiredKg, cancelledKg } = supply.parse(await answer.json());
  say("the API, which folded the chain's logs, says that every kilogram adds up", {
    asked: `${url}/v1/supply`,
    block: answer.headers.get("x-data-block") ?? "",
    "kg issued": issuedKg,
    "kg circulating": circulatingKg,
    "kg buffered": bufferedKg,
    "kg retired": retiredKg,
    "kg cancelled": cancelledKg,
  });
  return url;
};
