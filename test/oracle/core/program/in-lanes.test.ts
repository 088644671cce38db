import { expect } from "chai";
import fc from "fast-check";

import { inLanes } from "../../../../oracle/core/program/in-lanes.ts";

const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("program/in-lanes", () => {
  it("keeps the order of the items, whatever takes how long in how many lanes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (delays, lanes) => {
          const results = await inLanes(delays, lanes, async (delay, index) => {
            await later(delay);
            return [index, delay];
          });
          expect(results).to.deep.equal(delays.map((delay, index) => [index, delay]));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("never runs more than its lanes at a time", async () => {
    let [running, most] = [0, 0];
    await inLanes(Array.from({ length: 20 }), 3, async () => {
      most = Math.max(most, ++running);
      await later(1);
      running -= 1;
    });
    expect(most).to.equal(3);
  });

  it("throws the first failure, starts nothing after it and leaves nothing running", async () => {
    const started: number[] = [];
    let running = 0;
    const failure = new RangeError("third");
    const caught = await inLanes([0, 1, 2, 3, 4, 5, 6, 7], 2, async (item) => {
      started.push(item);
      running += 1;
      await later(item === 2 ? 0 : 5);
      running -= 1;
      if (item === 2) throw failure;
    }).catch((error: unknown) => error);
    expect(caught).to.equal(failure);
    expect(running).to.equal(0);
    expect(started.length).to.be.lessThan(6);
  });
});
