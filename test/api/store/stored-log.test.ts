import { expect } from "chai";
import fc from "fast-check";
import { getAddress } from "viem";
import type { AbiEvent, AbiParameter, Hex } from "viem";

import { storedLogs } from "../../../api/store/logs.ts";
import type { Db } from "../../../api/store/schema.ts";
import { newHead, writeAdvance } from "../../../api/store/write.ts";
import { ABIS } from "../../../oracle/chain/fold/log.ts";
import type { Log } from "../../../oracle/chain/fold/log.ts";
import { onEachDatabase } from "../../helpers/stores.ts";

const bytes = (length: number): fc.Arbitrary<Hex> =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((array): Hex => `0x${Buffer.from(array).toString("hex")}`);

/** Any value of an ABI type, as viem decodes it. */
const valueOf = (parameter: AbiParameter): fc.Arbitrary<unknown> => {
  const { type } = parameter;
  if (type.endsWith("[]")) return fc.array(valueOf({ ...parameter, type: type.slice(0, -2) }), { maxLength: 3 });
  if ("components" in parameter)
    return fc.record(Object.fromEntries(parameter.components.map((part) => [part.name!, valueOf(part)])), { noNullPrototype: true }); // prettier-ignore
  if (type === "string") return fc.string({ unit: "binary" });
  if (type === "bool") return fc.boolean();
  if (type === "address") return bytes(20).map((hex) => getAddress(hex));
  if (type === "bytes") return bytes(5);
  const fixed = /^bytes(\d+)$/.exec(type);
  if (fixed !== null) return bytes(Number(fixed[1]));
  const bits = Number(/^uint(\d+)$/.exec(type)![1]);
  return bits <= 48 ? fc.nat() : fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });
};

const EVENTS = Object.entries(ABIS).flatMap(([contract, abi]) =>
  abi.filter((item) => item.type === "event").map((event) => ({ contract, event: event as AbiEvent })),
);

describe("stored logs", () => {
  onEachDatabase((openEmpty) => {
    let db: Db;
    before(async function () {
      this.timeout(60_000);
      db = await openEmpty();
    });
    after(() => db?.destroy());

    it("come back as they were, whatever event and whatever texts: U+0000, halves of pairs, digits", async function () {
      this.timeout(60_000);
      let head = newHead("test", 0);
      await db.insertInto("head").values(head).execute();
      let logIndex = 0;
      const written: Log[] = [];
      for (const { contract, event } of EVENTS) {
        const args = fc.record(Object.fromEntries(event.inputs.map((input) => [input.name!, valueOf(input)])), {
          noNullPrototype: true,
        });
        for (const given of fc.sample(args, { numRuns: 5, seed: 1 }))
          written.push({
            contract,
            eventName: event.name,
            args: given,
            blockNumber: 7n,
            blockHash: `0x${"07".repeat(32)}`,
            logIndex: logIndex++,
            transactionHash: `0x${"70".repeat(32)}`,
          } as unknown as Log);
      }
      const next = { ...head, block_number: "7", block_hash: written[0]!.blockHash };
      const blocks = [{ blockNumber: 7n, blockHash: written[0]!.blockHash, timestamp: 1n }];
      await writeAdvance(db, head, next, { logs: written, blocks, changes: [] });
      head = next;
      const read: Log[] = [];
      for await (const page of storedLogs(db, { blockNumber: -1n, logIndex: -1 }, 7n)) read.push(...page);
      expect(read).to.deep.equal(written);
      expect(written.length).to.be.greaterThan(150);
    });
  });
});
