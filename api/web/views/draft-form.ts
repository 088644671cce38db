import { h, replace } from "../base/dom.ts";
import { aboutEther, country, day, ether, whole } from "../base/format.ts";
import { untilRead } from "../base/until-read.ts";
import { facts, hash, link } from "../parts/facts.ts";
import { field } from "../parts/field.ts";
import { problem } from "../parts/problem.ts";
import type { Draft, Priced } from "../wallet/draft.ts";
import type { Wallet } from "../wallet/open-wallet.ts";
import { t } from "../words/index.ts";
import type { DeskGround } from "./desk-panel.ts";
import { leftOutOf } from "./left-out.ts";
import { signReview } from "./sign-review.ts";
import { transactionFacts } from "./transaction-facts.ts";

const secondsOf = (date: string): number => Date.parse(date) / 1000;

/** What a registration says, and what it and the claim after it cost. */
const review = (
  wallet: Wallet,
  draft: Draft,
  terms: string,
  priced: Priced,
  registered: () => Promise<void>,
): HTMLElement => {
  const { register, registerGas, claim } = priced;
  const wei = registerGas.gas === 0n ? 0n : (claim.storageGas * registerGas.wei) / registerGas.gas;
  const dayOf = (seconds: number): string => day(new Date(seconds * 1000).toISOString());
  return signReview({
    title: t("sign.title"),
    shown: [
      h("h4", {}, t("desk.price")),
      facts([
        [
          t("desk.blocks"),
          t("desk.inTransactions", { blocks: whole(`${claim.blocks.length}`), count: `${claim.segments}` }),
        ],
        [t("desk.bond"), [ether(claim.bondWei), h("small", {}, t("desk.bondWhy"))]],
        [t("desk.claimGas"), `${whole(claim.storageGas)} · ${aboutEther(wei)}`],
        [t("desk.registerGas"), `${whole(registerGas.gas)} · ${aboutEther(registerGas.wei)}`],
      ]),
      leftOutOf(claim.leftOut),
      h("h4", {}, t("desk.registration")),
      facts([
        [t("project.methodology"), terms],
        [t("ask.level"), `${draft.edgeLevel}`],
        [t("project.country"), country(draft.hostCountry)],
        [t("desk.start"), dayOf(draft.creditingStart)],
        [t("desk.end"), dayOf(draft.creditingEnd)],
        ...transactionFacts(wallet, register),
      ]),
    ],
    warning: t("desk.registerMeans"),
    label: t("desk.register"),
    sign: async (say) => {
      const { result, transaction, block } = await register.send();
      say(t("retire.indexing"));
      await untilRead(block);
      await registered();
      return [
        h("p", { class: "good" }, t("desk.registered", { id: `${result.projectId}` })),
        h("p", {}, link(`#own-${result.projectId}`, t("desk.claimNext"))),
        h("p", {}, hash(transaction)),
      ];
    },
  });
};

/** Asks for the rest of a draft, prices it, and has it registered. */
export const draftForm = (wallet: Wallet, ground: DeskGround, registered: () => Promise<void>): HTMLElement => {
  const host = h("input", { id: "country", required: true, pattern: "[A-Z]{2}", maxlength: 2, autocomplete: "country", placeholder: "VN" }); // prettier-ignore
  const start = h("input", { id: "start", type: "date", required: true });
  const end = h("input", { id: "end", type: "date", required: true });
  const outcome = h("div", { role: "status" });
  const price = async (): Promise<void> => {
    replace(outcome, h("p", {}, t("retire.simulating")));
    try {
      const { boundaryIn, priceDraft } = await import("../wallet/draft.ts");
      const { id, pool, name, version } = ground.methodology();
      const draft: Draft = {
        methodologyId: id,
        pool,
        edgeLevel: ground.edgeLevel(),
        hostCountry: host.value,
        creditingStart: secondsOf(start.value),
        creditingEnd: secondsOf(end.value),
        boundary: boundaryIn(ground.geoJson()),
      };
      const shown = review(wallet, draft, `${name} ${version}`, await priceDraft(wallet, draft), registered);
      replace(outcome, shown);
      shown.querySelector("h3")?.focus();
    } catch (error) {
      replace(outcome, problem(error));
    }
  };
  return h(
    "form",
    {
      // What was reviewed is no longer what is asked.
      input: () => outcome.replaceChildren(),
      submit: (event) => {
        event.preventDefault();
        void price();
      },
    },
    ...field(t("desk.country"), host),
    ...field(t("desk.start"), start),
    ...field(t("desk.end"), end),
    h("p", {}, h("button", { class: "main" }, t("desk.priceIt"))),
    outcome,
  );
};
