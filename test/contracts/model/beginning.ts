import type { Registry } from "../../helpers/registry.ts";
import { CLOSED, METHODOLOGIES, QUORUM, STAKE } from "./terms.ts";
import { SIGNERS } from "./world.ts";
import type { World } from "./world.ts";

/** A registry with methodologies, operators and developers, and nothing else: on the chain, and as a world. */
export const begin = async (registry: Registry): Promise<World> => {
  const { contracts, govern, operators, now } = registry;
  for (const id of [2, 3, CLOSED] as const) {
    await govern(contracts.methodologies, "propose", [METHODOLOGIES[id]]);
    await govern(contracts.methodologies, "activate", [id]);
  }
  await govern(contracts.methodologies, "close", [CLOSED]);
  await registry.replaceOperators(
    operators.map(({ account }) => account.address),
    QUORUM,
  );
  return {
    now: await now(),
    projects: [],
    reports: [],
    alerts: [],
    batches: new Map(),
    certificates: [],
    approvals: new Set(),
    named: new Map(),
    nonces: new Set(),
    developers: new Map([
      ["developer", 1],
      ["rival", 2],
    ]),
    ties: new Set(["developer 1", "rival 2"]),
    stakes: new Map(SIGNERS.map((signer) => [signer, { amountWei: STAKE, heldUntil: 0 }])),
    bonds: new Map(),
    burntWei: 0n,
    held: new Map(),
    closed: new Map(),
    buffers: new Map(),
  };
};
