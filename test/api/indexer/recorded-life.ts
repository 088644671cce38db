import fc from "fast-check";
import { numberToHex } from "viem";

import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import { ACTIONS, startLife } from "../../oracle/chain/fold/random-life.ts";
import type { RawLog } from "./recorded-chain.ts";

/**
 * A real chain on which everything was done so many times, and the logs of each of its blocks that has some.
 */
export const recordLife = async (rounds: number) => {
  const registry = await deployRegistry();
  const real = await chainOf(registry);
  const life = await startLife(registry);
  const choices = fc.sample(fc.record({ a: fc.nat(), b: fc.nat(), c: fc.nat() }), {
    numRuns: rounds * ACTIONS.length,
    seed: 4,
  });
  for (const [index, choice] of choices.entries()) await life.act(ACTIONS[index % ACTIONS.length]!, choice);
  const address = Object.values(real.deployment.contracts);
  const logs = (await real.client.request({
    method: "eth_getLogs",
    params: [{ address, fromBlock: numberToHex(0), toBlock: "latest" }],
  })) as unknown as readonly RawLog[];
  const history = [...new Set(logs.map(({ blockNumber }) => blockNumber))].map((number) =>
    logs.filter(({ blockNumber }) => blockNumber === number),
  );
  return { real, history };
};
