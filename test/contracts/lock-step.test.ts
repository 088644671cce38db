import { expect } from "chai";
import fc from "fast-check";

import { deployRegistry } from "../helpers/registry.ts";
import { begin } from "./model/beginning.ts";
import { COMMANDS, lockStep } from "./model/lock-step.ts";
import type { Tally } from "./model/lock-step.ts";
import { realOf } from "./model/real.ts";
import type { Real } from "./model/real.ts";
import type { Choice } from "./model/step.ts";
import type { World } from "./model/world.ts";

const isDeep = process.env["SIXFOLD_DEEP"] === "1";
/** Lives, and commands in each at most. */
const LIVES = isDeep ? 200 : 6;
const LENGTH = isDeep ? 200 : 100;
/** One by which every command goes through at least once in the few lives of `npm test`. */
const SEED = 4;

/** What comes before them all, so that lives begin where there is something to act on. */
const DRAFTS = [
  "register",
  "register",
  "commitDesign",
  "commitDesign",
  "claim",
  "claim",
  "claim",
  "activate",
  "activate",
];
const SEASON = ["post", "post", "post", "wait", "wait", "issue", "issue", "transfer", "observe"];
/** What its time has to come for. */
const inTime = (name: string): readonly string[] => [1, 2, 3, 4, 5].flatMap(() => ["wait", name]);
const TROUBLE = [
  ...["post", "post", "hold", "addSignatures", "challenge", "resolve", "wait", "post", "post", "challenge"],
  ...inTime("resolveBySilence"),
  ...["open", "dismiss", "open", ...inTime("confirmBySilence"), "confirm", "settle", "settle", "makeGood"],
  ...["approve", "approve", "retireFrom", "register", "claim", "prolong", "announceEnding", ...inTime("complete")],
];
const RULES = [
  ...["tie", "untie", "offer", "accept", "dismissAccount", "assign", ...DRAFTS, "revoke", "retire", "confirm"],
  ...["settle", "settle", "settle", "makeGood", "observe", "postLoss", "postLoss", ...inTime("carryLoss")],
];
const YOUTH = [DRAFTS, DRAFTS, DRAFTS, SEASON, DRAFTS, SEASON, SEASON, SEASON, TROUBLE, SEASON, TROUBLE, RULES].flat();

/** What projects and holders do most often comes up most often, and what ends their lives seldom. */
const OFTEN = [
  ...["post", "post", "post", "issue", "issue", "wait", "wait", "wait", "open", "confirm", "settle", "makeGood"],
  ...["carryLoss", "challenge", "challenge", "resolve", "resolve", "prolong", "approve", "retireFrom", "complete"],
];
const SELDOM = ["revoke", "lapse", "withdraw", "tie", "assign", "dismissAccount"];

/** Without fast-check's bias to small numbers, by which most choices would be the first. */
const choice = fc.noBias(fc.record({ a: fc.nat(), b: fc.nat(), c: fc.nat() }));

class Act implements fc.AsyncCommand<{ world: World }, Real> {
  readonly name: string;
  readonly choice: Choice;
  readonly tally: Tally;
  constructor(name: string, numbers: Choice, tally: Tally) {
    [this.name, this.choice, this.tally] = [name, numbers, tally];
  }
  check({ world }: Readonly<{ world: World }>): boolean {
    return COMMANDS[this.name]!(world, this.choice) !== undefined;
  }
  async run(model: { world: World }, real: Real): Promise<void> {
    model.world = await lockStep(model.world, real, this);
  }
  toString(): string {
    return `${this.name} ${JSON.stringify(this.choice)}`;
  }
}

describe("the registry and a model of it, in lock-step", () => {
  it("test_L1_to_L12_the_model_agrees_after_each_random_command", async function () {
    this.timeout(isDeep ? 6 * 3_600_000 : 300_000);
    const registry = await deployRegistry();
    let world = await begin(registry);
    const { networkHelpers } = registry;
    const tally: Tally = { done: new Map(), refused: new Map() };
    const real = realOf(registry);
    for (const [index, numbers] of fc.sample(choice, { numRuns: YOUTH.length, seed: SEED }).entries())
      world = await lockStep(world, real, { name: YOUTH[index]!, choice: { ...numbers, a: numbers.a | 1 }, tally });
    const usual = Object.keys(COMMANDS).filter((name) => !SELDOM.includes(name));
    const acts = [...SELDOM, ...usual, ...usual, ...OFTEN, ...OFTEN].map((name) =>
      choice.map((numbers) => new Act(name, numbers, tally)),
    );
    const start = await networkHelpers.takeSnapshot();
    await fc.assert(
      fc.asyncProperty(fc.commands(acts, { maxCommands: LENGTH, size: "max" }), async (commands) => {
        await start.restore();
        await fc.asyncModelRun(() => ({ model: { world }, real: realOf(registry, real.known()) }), commands);
      }),
      { numRuns: LIVES, seed: SEED },
    );
    const told = (counts: ReadonlyMap<string, number>): string =>
      [...counts].map(([name, times]) => `${name} ${times}`).join(", ");
    console.log(`      agreed on ${told(tally.done)}\n      refused by both: ${told(tally.refused)}`);
    expect(Object.keys(COMMANDS).filter((name) => !tally.done.has(name))).to.deep.equal([]);
  });
});
