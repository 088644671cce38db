import { expect } from "chai";

import { accreditVerifier } from "../../../../oracle/chain/actions/accredit-verifier.ts";
import { activateMethodology } from "../../../../oracle/chain/actions/activate-methodology.ts";
import { admitDeveloper } from "../../../../oracle/chain/actions/admit-developer.ts";
import { admitProgramme } from "../../../../oracle/chain/actions/admit-programme.ts";
import { announce, cancelAnnounced } from "../../../../oracle/chain/actions/announce.ts";
import { announceOperators, cancelOperators } from "../../../../oracle/chain/actions/announce-operators.ts";
import { assignAccount, dismissAccount } from "../../../../oracle/chain/actions/assign-account.ts";
import { advance, govern, operationId } from "../../../../oracle/chain/actions/govern.ts";
import type { GovernedAction } from "../../../../oracle/chain/actions/govern.ts";
import { performer, rehearser } from "../../../../oracle/chain/actions/perform.ts";
import { proposeMethodology } from "../../../../oracle/chain/actions/propose-methodology.ts";
import { setTie } from "../../../../oracle/chain/actions/set-tie.ts";
import { enactOperators } from "../../../../oracle/chain/actions/enact-operators.ts";
import { suspendVerifier } from "../../../../oracle/chain/actions/suspend-verifier.ts";
import { readAnnouncements } from "../../../../oracle/chain/announcements.ts";
import { chainTime } from "../../../../oracle/chain/chain-time.ts";
import { readOperators } from "../../../../oracle/chain/operator-sets.ts";
import { suggestTerms } from "../../../../oracle/chain/suggest-terms.ts";
import { serviceOf } from "../../../../oracle/core/services/index.ts";
import { ipccReferenceParameters } from "../../../../oracle/core/services/paddy/terms.ts";
import { openStage, refusal } from "./registry-stage.ts";
import type { Stage } from "./registry-stage.ts";

const DAY = 86_400;

describe("chain/actions of the governor", function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async () => {
    stage = await openStage();
  });

  const governor = () => performer(stage.sender("governor"));
  const pass = (seconds: number) => stage.registry.networkHelpers.time.increase(seconds);
  /** Announces, is refused to be early, makes, and finds it in force; answers what came of it. */
  const through = async <T>(governed: GovernedAction<T>): Promise<T> => {
    const announced = await advance(governor(), governed);
    if (announced.state !== "announced") throw new Error(`announced, not ${announced.state}`);
    const { operationId: operation, readyAt } = announced.written.result;
    expect(readyAt).to.equal((await chainTime(stage.chain)) + 2 * DAY);
    expect(await advance(governor(), governed)).to.deep.equal({ state: "waiting", readyAt });
    await pass(2 * DAY);
    const made = await advance(governor(), governed);
    if (made.state !== "made") throw new Error(`made, not ${made.state}`);
    expect(await advance(governor(), governed)).to.deep.equal({ state: "in force" });
    const found = (await readAnnouncements(stage.chain)).filter((each) => each.operationId === operation);
    expect(found.map(({ state }) => state)).to.include("made");
    return made.written.result as T;
  };

  it("announces operators, withdraws and announces them again, and enacts them after a week", async () => {
    const addresses = stage.registry.operators.slice(0, 3).map(({ account }) => account.address);
    const next = announceOperators(addresses.toReversed(), 2);
    expect(await through(next)).to.deep.equal({ epoch: 2, effectiveAt: (await chainTime(stage.chain)) + 7 * DAY });
    expect(await stage.refused("governor", cancelOperators())).to.equal("CHAIN_ACCESS_MANAGED_UNAUTHORIZED");
    expect((await stage.perform("guardian", cancelOperators())).result).to.deep.equal({ epoch: 2 });
    expect((await readOperators(stage.chain)).announced).to.equal(undefined);
    const { effectiveAt } = await through(next);
    const { current, announced } = await readOperators(stage.chain);
    expect([current?.operators.length, announced?.operators.length]).to.deep.equal([5, 3]);
    expect(await stage.refused("stranger", enactOperators())).to.equal("CHAIN_OPERATOR_REGISTRY_TOO_EARLY");
    await pass(effectiveAt - (await chainTime(stage.chain)));
    const { result } = await stage.perform("stranger", enactOperators());
    const { operators } = stage.chain.contracts;
    expect(result).to.deep.equal({ operatorSet: await operators.read.operatorSet(), epoch: 2 });
    expect((await readOperators(stage.chain)).current).to.deep.equal(announced);
    for (const quorum of [1, 4])
      expect(() => announceOperators(addresses, quorum)).to.throw("more than half and at most all of the different");
  });

  it("accredits, ties and unties, and suspends a verifier", async () => {
    const verifier = stage.sender("stranger").address;
    const until = (await chainTime(stage.chain)) + 100 * DAY;
    expect(await through(accreditVerifier({ verifier, pools: ["peat", "biomass"], until }))).to.deep.equal({
      verifier,
      until,
    });
    expect(await stage.chain.contracts.verifiers.read.accreditation([verifier])).to.deep.equal([18, until]);
    const tie = { account: verifier, developer: 1 };
    expect(await through(setTie(tie, true))).to.deep.equal(tie);
    expect(await through(setTie(tie, false))).to.deep.equal(tie);
    expect((await stage.perform("guardian", suspendVerifier(verifier))).result).to.deep.equal({ verifier });
    expect(await stage.refused("governor", suspendVerifier(verifier))).to.equal("CHAIN_ACCESS_MANAGED_UNAUTHORIZED");
  });

  it("admits developers, assigns and dismisses their accounts, and admits programmes", async () => {
    const account = stage.sender("buyer").address;
    expect(await through(admitDeveloper("LEI:3"))).to.deep.equal({ developer: 3, legalId: "LEI:3" });
    expect(await through(assignAccount({ developer: 3, account }))).to.deep.equal({ developer: 3, account });
    expect(await through(dismissAccount(account))).to.deep.equal({ developer: 3, account });
    expect(await stage.chain.contracts.developers.read.isTied([account, 3])).to.equal(true);
    const programme = { name: "VCS", reading: `0x${"cd".repeat(32)}` } as const;
    expect(await through(admitProgramme(programme))).to.deep.equal({ programme: 1, ...programme });
  });

  it("announces a methodology and its activation at once, and makes both after one delay", async () => {
    const terms = suggestTerms(
      serviceOf("paddy", "paddy-ipcc-2019"),
      ipccReferenceParameters({ gwp: "AR5" }),
      `0x${"ab".repeat(32)}`,
    );
    const made = await govern(governor(), [proposeMethodology(terms), activateMethodology(2)], async (readyAt) => {
      await pass(readyAt - (await chainTime(stage.chain)));
    });
    expect(made.map((step) => step.state === "made" && step.written.result)).to.deep.equal([
      { methodologyId: 2 },
      { methodologyId: 2 },
    ]);
    expect((await stage.chain.contracts.methodologies.read.terms([2])).active).to.equal(true);
  });

  it("rehearses an announcement, refuses it to all others, and cancels it", async () => {
    const governed = setTie({ account: stage.sender("verifier").address, developer: 1 }, true);
    const { address: from } = stage.sender("governor");
    const rehearsed = await advance(rehearser(stage.chain, from), governed);
    if (rehearsed.state !== "announced") throw new Error(rehearsed.state);
    expect(await readAnnouncements(stage.chain).then((all) => all.at(-1)!.state)).to.equal("made");
    const announced = await advance(governor(), governed);
    if (announced.state !== "announced") throw new Error(announced.state);
    const operation = announced.written.result.operationId!;
    expect(rehearsed.written.result).to.deep.equal({ operationId: operation });

    const { target, data, caller } = (await readAnnouncements(stage.chain)).at(-1)!;
    expect(operationId(caller, target, data)).to.equal(operation);
    expect(await stage.refused("governor", announce({ target, data }))).to.equal(
      "CHAIN_ACCESS_MANAGER_ALREADY_SCHEDULED",
    );
    expect(await stage.refused("stranger", announce({ target, data }))).to.equal(
      "CHAIN_ACCESS_MANAGER_UNAUTHORIZED_CALL",
    );
    expect(await stage.refused("stranger", governed.action)).to.equal("CHAIN_ACCESS_MANAGED_UNAUTHORIZED");

    const cancel = await cancelAnnounced(stage.chain, operation);
    expect(await stage.refused("stranger", cancel)).to.equal("CHAIN_ACCESS_MANAGER_UNAUTHORIZED_CANCEL");
    expect((await stage.perform("governor", cancel)).result).to.deep.equal({ operationId: operation });
    const again = await refusal(cancelAnnounced(stage.chain, operation));
    expect([again.code, again.failure]).to.deep.equal(["CHAIN_NOT_ANNOUNCED", "check"]);
  });
});
