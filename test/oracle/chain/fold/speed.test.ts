import { expect } from "chai";
import { numberToHex, pad, zeroAddress } from "viem";
import type { Address } from "viem";

import { fold } from "../../../../oracle/chain/fold/fold.ts";
import { emptyRegistry } from "../../../../oracle/chain/fold/registry.ts";
import type { Log } from "../../../../oracle/chain/fold/log.ts";

const HOLDERS = 20_000;
const holder = (index: number): Address => pad(numberToHex(1 + (index % HOLDERS)), { size: 20 });

/** Issues to every holder, then passes on from each to one further on. */
const transfers = (count: number): readonly Log[] =>
  Array.from({ length: count }, (_, index) => ({
    contract: "CarbonCredit" as const,
    eventName: "TransferSingle" as const,
    args: {
      operator: holder(index),
      from: index < HOLDERS ? zeroAddress : holder(index),
      to: index < HOLDERS ? holder(index) : holder(7 * index + 1),
      id: 1n,
      value: index < HOLDERS ? 1_000_000n : 3n,
    },
    blockNumber: BigInt(index),
    blockHash: pad("0x01"),
    logIndex: 0,
    transactionHash: pad("0x02"),
  }));

describe("fold of many logs", () => {
  it("writes in proportion to the logs, however large the tables", () => {
    const logs = transfers(100_000);
    const set = Map.prototype.set;
    let writes = 0;
    // A table that is copied is written through this too (ECMA-262, 24.1.1.1).
    Map.prototype.set = function (this: Map<unknown, unknown>, key: unknown, value: unknown) {
      writes += 1;
      return set.call(this, key, value);
    };
    let held: readonly bigint[];
    try {
      held = [...fold(emptyRegistry, logs).balances.get(1n)!.values()];
    } finally {
      Map.prototype.set = set;
    }
    expect(held).to.have.length(HOLDERS);
    expect(held.reduce((sum, kg) => sum + kg, 0n)).to.equal(BigInt(HOLDERS) * 1_000_000n);
    // A copy of a table of 20,000 for each log would be two thousand million.
    expect(writes).to.be.within(logs.length, 10 * logs.length);
  });
});
