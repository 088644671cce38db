import { expect } from "chai";
import { encodeFunctionData } from "viem";

import { callOf } from "../../../oracle/chain/actions/perform.ts";
import { withdrawBond } from "../../../oracle/chain/actions/withdraw-bond.ts";
import { requireSuccess, simulate } from "../../../oracle/chain/simulate.ts";
import { openStage, refusal } from "./actions/registry-stage.ts";

describe("simulate", function () {
  this.timeout(60_000);

  it("tells why a call is refused, and why a transaction reverted that was refused only once it was included", async () => {
    const { chain, registry, sender } = await openStage();
    const { address } = sender("buyer");
    const call = callOf(chain.deployment, withdrawBond());
    const refused = await refusal(simulate(chain, address, call));
    expect([refused.code, refused.failure, refused.field]).to.deep.equal([
      "CHAIN_GROUND_NO_BOND",
      "check",
      "withdrawBond",
    ]);
    expect(refused.value).to.deep.equal({ account: address });

    await registry.wallet.buyer
      .sendTransaction({ to: call.address, data: encodeFunctionData(call), gas: 100_000n })
      .catch(() => "the node tells of the revert, and includes the transaction");
    const { transactions } = await chain.client.getBlock();
    const receipt = await chain.client.getTransactionReceipt({ hash: transactions[0]! });
    expect(receipt.status).to.equal("reverted");
    expect((await refusal(requireSuccess(chain, address, call, receipt))).code).to.equal("CHAIN_GROUND_NO_BOND");
    // Where the call goes through at that block, no more can be told.
    const unexplained = await refusal(
      requireSuccess(chain, address, { ...call, functionName: "bondPerBlock", args: [] }, receipt),
    );
    expect([unexplained.code, unexplained.value]).to.deep.equal(["CHAIN_REVERTED", receipt.transactionHash]);
  });
});
