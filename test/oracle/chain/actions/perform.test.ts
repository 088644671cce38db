import { expect } from "chai";
import { encodeAbiParameters, encodeEventTopics, getAddress, toEventSelector } from "viem";
import type { TransactionReceipt } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";

import { carbonCreditAbi } from "../../../../contracts/abi/index.ts";
import { eventOf, eventsOf } from "../../../../oracle/chain/actions/action.ts";
import { approveAccount } from "../../../../oracle/chain/actions/approve-account.ts";
import { callOf, perform, performer, rehearser, writeInOrder } from "../../../../oracle/chain/actions/perform.ts";
import { keySender } from "../../../../oracle/chain/send.ts";
import type { Sender } from "../../../../oracle/chain/sender.ts";
import { openStage, refusal } from "./registry-stage.ts";
import type { Stage } from "./registry-stage.ts";

describe("chain/actions: perform", function () {
  this.timeout(60_000);
  let stage: Stage;
  const account = getAddress(`0x${"a1".repeat(20)}`);
  const allow = approveAccount({ account, approved: true });

  before(async () => {
    stage = await openStage();
  });

  /** A sender whose endpoint serves other logs than the chain has. */
  const tampering = (change: (logs: TransactionReceipt["logs"]) => TransactionReceipt["logs"]): Sender => {
    const honest = stage.sender("developer");
    return {
      ...honest,
      send: async (call) => {
        const receipt = await honest.send(call);
        return { ...receipt, logs: change(receipt.logs) };
      },
    };
  };

  it("is a value that names a contract, and becomes a call of one deployment", () => {
    expect(allow).to.include({ contract: "CarbonCredit", functionName: "setApprovalForAll", value: 0n });
    const { address, abi, args } = callOf(stage.chain.deployment, allow);
    expect([address, abi, args]).to.deep.equal([
      stage.chain.deployment.contracts.CarbonCredit,
      carbonCreditAbi,
      [account, true],
    ]);
  });

  it("names account, balance and need where a key can not pay, and sends nothing", async () => {
    const poor = privateKeyToAccount(generatePrivateKey());
    const { chain } = stage;
    const spent = await refusal(perform(keySender(chain, poor), allow));
    expect([spent.code, spent.failure, spent.field]).to.deep.equal(["CHAIN_FUNDS", "usage", "setApprovalForAll"]);
    expect(spent.value).to.include({ account: poor.address, balance: "0" });
    expect(Number((spent.value as { need: string }).need)).to.be.greaterThan(0);
    // A bond goes with it: the node would refuse even to try.
    const bond = await refusal(perform(keySender(chain, poor), { ...allow, value: 10n ** 18n }));
    expect(bond.value).to.deep.equal({ account: poor.address, balance: "0", need: "1" });
    expect(await chain.client.getTransactionCount({ address: poor.address })).to.equal(0);
  });

  it("overlooks what other contracts log in the same transaction", async () => {
    const foreign = tampering((logs) => [
      { ...logs[0]!, address: account, topics: [toEventSelector("Received(address)")], data: "0x" },
      {
        ...logs[0]!,
        address: account,
        topics: encodeEventTopics({
          abi: carbonCreditAbi,
          eventName: "ApprovalForAll",
          args: { account, operator: stage.sender("rival").address },
        }) as [`0x${string}`],
        data: encodeAbiParameters([{ type: "bool" }], [false]),
      },
      ...logs,
    ]);
    expect((await perform(foreign, allow)).result).to.deep.equal({ account, approved: true });
  });

  it("refuses a receipt that does not tell what came of it", async () => {
    const silent = await refusal(
      perform(
        tampering(() => []),
        allow,
      ),
    );
    expect([silent.code, silent.failure]).to.deep.equal(["CHAIN_EVENT_MISSING", "check"]);
    // It was sent, and stands: whoever is told must be able to look it up.
    const { transactions } = await stage.chain.client.getBlock();
    expect(silent.field).to.equal(`receipt of transaction ${transactions[0]}`);
    const garbled = await refusal(
      perform(
        tampering((logs) => logs.map((log) => ({ ...log, data: "0x" as const }))),
        allow,
      ),
    );
    expect([garbled.code, garbled.failure]).to.deep.equal(["CHAIN_LOG_UNKNOWN", "check"]);
  });

  it("finds events by contract and name, in order", () => {
    const place = { blockNumber: 1n, blockHash: "0x", logIndex: 0, transactionHash: "0x" } as const;
    const bond = (amount: bigint) =>
      ({
        ...place,
        contract: "GroundRegistry",
        eventName: "BondReturned",
        args: { projectId: 1n, account, amount },
      }) as const;
    const logs = [bond(1n), bond(2n)];
    expect(eventsOf(logs, "GroundRegistry", "BondReturned").map(({ amount }) => amount)).to.deep.equal([1n, 2n]);
    expect(eventOf(logs, "GroundRegistry", "BondReturned").amount).to.equal(1n);
    expect(() => eventOf(logs, "GroundRegistry", "BondWithdrawn")).to.throw("GroundRegistry.BondWithdrawn");
  });

  it("writes in order to the end, rehearses the first only, and stops at a refusal", async () => {
    const from = stage.sender("developer");
    const rehearsed = await writeInOrder(rehearser(stage.chain, from.address), [allow, allow]);
    expect(rehearsed).to.deep.equal([{ result: {}, transaction: undefined, gasUsed: undefined }]);
    const steps: number[] = [];
    const written = await writeInOrder(performer(from), [allow, allow], (step) => steps.push(step));
    expect([written.length, steps]).to.deep.equal([2, [1, 2]]);
    const impossible = approveAccount({ account: `0x${"00".repeat(20)}`, approved: true });
    const before = await stage.nonce("developer");
    const refused = await refusal(writeInOrder(performer(from), [allow, impossible, allow]));
    expect(refused.code).to.equal("CHAIN_ERC1155_INVALID_OPERATOR");
    expect(await stage.nonce("developer")).to.equal(before + 1);
  });
});
