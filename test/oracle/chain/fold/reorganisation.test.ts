import { expect } from "chai";

import type { Chain } from "../../../../oracle/chain/connect.ts";
import { fold } from "../../../../oracle/chain/fold/fold.ts";
import { emptyRegistry } from "../../../../oracle/chain/fold/registry.ts";
import type { Registry as Folded } from "../../../../oracle/chain/fold/registry.ts";
import { followLogs } from "../../../../oracle/chain/read-logs.ts";
import type { Cursor } from "../../../../oracle/chain/read-logs.ts";
import { lastStanding } from "../../../../oracle/chain/standing.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { chainOf } from "../../../helpers/chain-of.ts";
import { deployRegistry } from "../../../helpers/registry.ts";
import type { Registry } from "../../../helpers/registry.ts";

/** A state, and the cursor up to which it holds: what an indexer keeps. */
type Kept = { readonly state: Folded; readonly cursor: Cursor | undefined };

describe("fold under a reorganisation", () => {
  let registry: Registry;
  let chain: Chain;

  before(async () => {
    registry = await deployRegistry();
    chain = await chainOf(registry);
  });

  const catchUp = async ({ state, cursor }: Kept): Promise<Kept> => {
    let kept: Kept = { state, cursor };
    for await (const page of followLogs(chain, { after: cursor }))
      kept = { state: fold(kept.state, page.logs), cursor: page.cursor };
    return kept;
  };

  it("test_L17_a_kept_state_and_the_new_branch_give_what_a_fresh_fold_gives", async () => {
    const { register, claim, contracts, wallet, send, networkHelpers } = registry;
    const { projectId } = await register();
    const trail = [await catchUp({ state: emptyRegistry, cursor: undefined })];
    const fork = await networkHelpers.takeSnapshot();

    await claim(projectId, [{ cell: 0x3100100000000000n, bits: 5n }]);
    trail.push(await catchUp(trail.at(-1)!));
    await send(wallet.developer, contracts.projects, "withdraw", [projectId]);
    trail.push(await catchUp(trail.at(-1)!));
    expect(trail.at(-1)!.state.projects.get(projectId)!.status).to.equal(4);

    await fork.restore();
    const shorter = await catchUp(trail.at(-1)!).catch((error: unknown) => error);
    expect(shorter).to.be.instanceOf(SixfoldError);
    await claim(projectId, [{ cell: 0x3100300000000000n, bits: 7n }]);
    await claim(projectId, [{ cell: 0x3100100000000000n, bits: 6n }]);
    await register();
    const noticed = await catchUp(trail.at(-1)!).catch((error: unknown) => error);
    expect(noticed).to.include({ code: "CHAIN_REORGANISED", failure: "infrastructure" });

    const common = await lastStanding(
      chain,
      trail.map(({ cursor }) => cursor!),
    );
    expect(common).to.deep.equal(trail[0]!.cursor);
    const again = await catchUp(trail[0]!);
    expect(again).to.deep.equal(await catchUp({ state: emptyRegistry, cursor: undefined }));
    expect(again.state.grounds.get(projectId)!.segments).to.have.length(2);
    expect(again.state.projects.size).to.equal(2);
  });
});
