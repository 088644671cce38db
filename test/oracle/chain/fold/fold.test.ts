import { expect } from "chai";
import fc from "fast-check";

import type { Chain } from "../../../../oracle/chain/connect.ts";
import { fold } from "../../../../oracle/chain/fold/fold.ts";
import { emptyRegistry } from "../../../../oracle/chain/fold/registry.ts";
import type { Registry as Folded } from "../../../../oracle/chain/fold/registry.ts";
import type { Log } from "../../../../oracle/chain/fold/log.ts";
import { followLogs } from "../../../../oracle/chain/read-logs.ts";
import type { Cursor } from "../../../../oracle/chain/read-logs.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { chainOf } from "../../../helpers/chain-of.ts";
import { deployRegistry } from "../../../helpers/registry.ts";
import type { Registry } from "../../../helpers/registry.ts";
import { expectViews } from "./expect-views.ts";
import { ACTIONS, startLife } from "./random-life.ts";
import type { ActionName, Choice } from "./random-life.ts";

const STEPS = 1_900;
/** Steps between two looks at every view. */
const LOOK_EVERY = 180;

/** What projects and holders do most often comes up most often. */
const OFTEN: readonly ActionName[] = [
  "register",
  "claim",
  "claim",
  "activate",
  "post",
  "post",
  "post",
  "issue",
  "issue",
];
const ALSO: readonly ActionName[] = [
  "prolong",
  "settle",
  "settle",
  "makeGood",
  "challenge",
  "resolve",
  "transfer",
  "retire",
  "retireMany",
  "release",
  "release",
  "lapse",
  "confirmAlert",
  "confirmAlert",
  "settle",
  "settle",
  "makeGood",
  "revoke",
  "openAlert",
  "dismissAlert",
  "activate",
  "retireBySignature",
  "retireBySignature",
  "resolveBySilence",
  "resolveBySilence",
  "carryLoss",
  "carryLoss",
];

const choice = fc.record({ a: fc.nat(), b: fc.nat(), c: fc.nat() });
/** One project's whole life on a block at level 16, so that whatever comes after finds something to act on. */
const FIRST: readonly ActionName[] = ["register", "claim", "activate", "post", "issue", "complete", "release"];

const refusal = (call: () => unknown): SixfoldError => {
  try {
    call();
  } catch (error) {
    expect(error).to.be.instanceOf(SixfoldError);
    return error as SixfoldError;
  }
  throw new RangeError("nothing was refused");
};

describe("fold", () => {
  let registry: Registry;
  let chain: Chain;
  let whole: Folded;
  const logs: Log[] = [];

  before(async () => {
    registry = await deployRegistry();
    chain = await chainOf(registry);
  });

  it("test_L17_the_fold_of_the_logs_is_what_every_view_says", async function () {
    this.timeout(600_000);
    const life = await startLife(registry);
    const steps = fc.sample(fc.tuple(fc.constantFrom(...ACTIONS, ...OFTEN, ...OFTEN, ...ALSO), choice), {
      numRuns: STEPS,
      seed: 17,
    });
    const lives: (readonly [ActionName, Choice])[] = [
      ...FIRST.map((name) => [name, { a: 12, b: 1, c: 0 }] as const),
      ...steps,
    ];
    let folded = emptyRegistry;
    let cursor: Cursor | undefined;
    for (const [index, [name, numbers]] of lives.entries()) {
      await life.act(name, numbers);
      if ((index + 1) % LOOK_EVERY !== 0 && index + 1 !== lives.length) continue;
      for await (const page of followLogs(chain, { after: cursor })) {
        folded = fold(folded, page.logs);
        cursor = page.cursor;
        logs.push(...page.logs);
      }
      await expectViews(registry, folded, life);
    }
    whole = folded;
    console.log(
      `      ${logs.length} logs; ${ACTIONS.map((name) => `${name} ${life.counts.get(name) ?? 0}`).join(", ")}`,
    );
    expect(ACTIONS.filter((name) => !life.counts.has(name))).to.deep.equal([]);
    // Ground that earned was released at more than one level.
    const earned = [...folded.earnedGround.values()].flatMap((table) => [...table.values()]);
    expect(earned.some(({ whole }) => whole.size > 0)).to.equal(true);
    expect(earned.some(({ below }) => below.size > 0)).to.equal(true);
  });

  it("gives the same state however the logs are cut, and leaves the states before it as they were", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(logs.length), { maxLength: 12 }), (cuts) => {
        const ends = [...cuts.toSorted((a, b) => a - b), logs.length];
        let [state, start] = [emptyRegistry, 0];
        for (const end of ends) {
          const [before, copy] = [state, structuredClone(state)];
          state = fold(state, logs.slice(start, end));
          expect(before).to.deep.equal(copy);
          start = end;
        }
        expect(state).to.deep.equal(whole);
      }),
      { numRuns: 10, seed: 5 },
    );
    expect(structuredClone(whole)).to.deep.equal(whole);
    expect(fold(emptyRegistry, [])).to.equal(emptyRegistry);
    expect([...Object.values(emptyRegistry)].every(({ size }) => size === 0)).to.equal(true);
  });

  it("refuses logs that can not follow one another", () => {
    // Left out one at a time: what the state needs is missed at once or by a later log.
    const needed: readonly Log["eventName"][] = [
      "MethodologyProposed",
      "ProjectRegistered",
      "GroundClaimed",
      "OperatorsAnnounced",
      "OperatorsEnacted",
      "ReportPosted",
      "CreditsIssued",
      "CreditsRetired",
    ];
    for (const eventName of needed) {
      const at = logs.findIndex((log) => log.eventName === eventName);
      const rest = logs.filter((_, index) => index !== at);
      expect(refusal(() => fold(emptyRegistry, rest)).code, eventName).to.equal("CHAIN_LOGS_INCONSISTENT");
    }
    const [first, second] = logs as [Log, Log];
    expect(refusal(() => fold(emptyRegistry, [second, first])).rule).to.equal("logs come in order, each once");
    expect(refusal(() => fold(emptyRegistry, [first, first])).rule).to.equal("logs come in order, each once");
  });
});
