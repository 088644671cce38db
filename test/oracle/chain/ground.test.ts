import { expect } from "chai";

import type { Chain } from "../../../oracle/chain/connect.ts";
import { groundOfProject } from "../../../oracle/chain/ground.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry } from "../../helpers/registry.ts";

const CELL = 0x3100100000000000n;

/** The same chain through an endpoint that leaves out one of the logs it is asked for, counted from the newest. */
const leavingOut = (chain: Chain, fromEnd: number): { readonly chain: Chain; readonly queries: unknown[] } => {
  const queries: unknown[] = [];
  const request = async (asked: { method: string; params: unknown[] }, ...options: unknown[]): Promise<unknown> => {
    const answer = await (chain.client.request as (...args: unknown[]) => Promise<unknown>)(asked, ...options);
    if (asked.method !== "eth_getLogs") return answer;
    queries.push(asked.params[0]);
    return (answer as readonly unknown[]).filter((_, index, logs) => index !== logs.length - fromEnd);
  };
  return { chain: { ...chain, client: { ...chain.client, request } as Chain["client"] }, queries };
};

describe("groundOfProject", () => {
  let chain: Chain;
  let projectId: bigint;
  const segments = [3n, 4n, 8n].map((bits) => [{ cell: CELL, bits }]);

  before(async () => {
    const registry = await deployRegistry();
    chain = await chainOf(registry);
    // Another project's claims stand between.
    const { projectId: other } = await registry.register({ owner: registry.wallet.rival });
    ({ projectId } = await registry.register());
    for (const [index, blocks] of segments.entries()) {
      await registry.claim(projectId, blocks);
      await registry.claim(other, [{ cell: CELL, bits: 1n << BigInt(100 + index) }], registry.wallet.rival);
    }
  });

  it("is what the logs of the project's claims add up to, in one question", async () => {
    const { chain: watched, queries } = leavingOut(chain, 0);
    const ground = await groundOfProject(watched, projectId);
    expect(ground.segments).to.deep.equal(segments);
    expect(ground.blocks).to.deep.equal([{ cell: CELL, bits: 15n }]);
    expect(queries).to.have.length(1);
  });

  it("refuses logs of which one was left out, whichever it is", async () => {
    const codes = [];
    for (const fromEnd of [1, 2, 3]) {
      const error: unknown = await groundOfProject(leavingOut(chain, fromEnd).chain, projectId).catch(
        (e: unknown) => e,
      );
      expect(error).to.be.instanceOf(SixfoldError);
      expect((error as SixfoldError).failure).to.equal("check");
      codes.push((error as SixfoldError).code);
    }
    expect(codes).to.deep.equal(["CHAIN_GROUND_LOGS", "CHAIN_LOGS_INCONSISTENT", "CHAIN_LOGS_INCONSISTENT"]);
  });
});
