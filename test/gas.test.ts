import { readFileSync, writeFileSync } from "node:fs";

import { expect } from "chai";

import { GAS_GOALS, MOST_OVER_PLAIN, measureGas } from "./helpers/gas-flows.ts";

const SNAPSHOT = new URL("gas-snapshot.json", import.meta.url);

/** Signatures and times differ from run to run, and so do the zero bytes of calldata: far less than this. */
const TOLERANCE = 1.02;

describe("gas of each flow", () => {
  let flows: Readonly<Record<string, number>>;
  before(async () => {
    flows = await measureGas();
    // `SIXFOLD_GAS=write` takes the figures over, to be looked at before they are committed.
    if (process.env["SIXFOLD_GAS"] === "write") writeFileSync(SNAPSHOT, `${JSON.stringify(flows, undefined, 2)}\n`);
  });

  it("keeps to its goal", () => {
    for (const [flow, goal] of Object.entries(GAS_GOALS)) {
      console.log(`      ${flow}: ${flows[flow]} of ${goal} gas`);
      expect(flows[flow], flow).to.be.at.most(goal);
    }
  });

  it("transfers for hardly more than a plain ERC-1155", () => {
    for (const flow of ["transferToNewHolder", "transferToHolder"]) {
      const plain = flows[`plain${flow[0]!.toUpperCase()}${flow.slice(1)}`]!;
      console.log(`      ${flow}: ${flows[flow]} of ${Math.floor(plain * MOST_OVER_PLAIN)} gas`);
      expect(flows[flow], flow).to.be.at.most(plain * MOST_OVER_PLAIN);
    }
  });

  it("takes no more than the snapshot and 2 %", () => {
    const snapshot = JSON.parse(readFileSync(SNAPSHOT, "utf8")) as Record<string, number>;
    expect(Object.keys(flows).toSorted()).to.deep.equal(Object.keys(snapshot).toSorted());
    for (const [flow, gas] of Object.entries(flows))
      expect(gas, flow).to.be.at.most(Math.floor(snapshot[flow]! * TOLERANCE));
  });
});
