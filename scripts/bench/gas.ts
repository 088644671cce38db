/** Prints the gas snapshot next to what existing registries cost for the same flow. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../run.ts";

type Row = {
  /** Key of test/gas-snapshot.json. */
  readonly flow: string;
  readonly title: string;
  readonly goal: number;
  /** What peers pay, where they have the flow at all. */
  readonly peers: string;
};

/**
 * Peers: gas of the one user transaction, each system compiled from its own sources with its own settings and proxies,
 * warm state, 20-byte beneficiary, 40-byte message. Toucan contracts 9afe180, ICR (Mojoflower) 508c1f0, Nori 9733c93,
 * Hyperledger blockchain-carbon-accounting a53185c.
 */
const ROWS: readonly Row[] = [
  { flow: "claim10Ha", title: "claim 10 ha at edge level 20", goal: 420_000, peers: "none has it" },
  { flow: "claim10000Ha", title: "claim 10,000 ha at edge level 16", goal: 950_000, peers: "none has it" },
  {
    flow: "claim1000000Ha",
    title: "claim 1,000,000 ha at edge level 16, in all",
    goal: 13_000_000,
    peers: "none has it",
  },
  {
    flow: "postAndIssue",
    title: "post with 5 operators + issue",
    goal: 465_000,
    peers: "issue alone: Toucan 1,477,453; ICR 326,472; Nori 170,494; NET 394,422; no signatures",
  },
  {
    flow: "transferToNewHolder",
    title: "transfer, new holder",
    goal: 60_000,
    peers: "Toucan 85,490; ICR 77,700; NET 66,617",
  },
  {
    flow: "transferToHolder",
    title: "transfer, existing holder",
    goal: 43_000,
    peers: "Toucan 68,390; ICR 60,600; NET 49,517",
  },
  {
    flow: "retire",
    title: "retire with certificate, both texts on chain",
    goal: 135_000,
    peers: "Toucan 502,271; ICR 278,653; Nori 146,191 (no texts)",
  },
  {
    flow: "retireTenBatches",
    title: "ten batches in one certificate",
    goal: 332_000,
    peers: "Toucan 2,893,134 (11 tx); ICR 2,417,058; Nori 300,810; NET 534,860 (no certificate)",
  },
  {
    flow: "retireBySignature",
    title: "retire as the holder signed, sent by another",
    goal: 175_000,
    peers: "none was measured",
  },
];

export const gasTable = (): void => {
  const snapshot = JSON.parse(readFileSync(join(root, "test", "gas-snapshot.json"), "utf8")) as Readonly<
    Record<string, number>
  >;
  console.log("\n## Gas\n\n| flow | gas | goal | peers |\n|---|---|---|---|");
  for (const { flow, title, goal, peers } of ROWS) {
    const gas = snapshot[flow];
    if (gas === undefined) throw new Error(`test/gas-snapshot.json has no ${flow}`);
    console.log(`| ${title} | ${gas.toLocaleString("en")} | ${goal.toLocaleString("en")} | ${peers} |`);
  }
};
