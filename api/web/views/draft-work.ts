import type { Project } from "../../resources/projects.ts";
import { h, replace } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { aboutEther, ether, moment, whole } from "../base/format.ts";
import { untilRead } from "../base/until-read.ts";
import { facts, hash } from "../parts/facts.ts";
import { problem } from "../parts/problem.ts";
import type { Planned } from "../wallet/draft.ts";
import type { Wallet } from "../wallet/open-wallet.ts";
import { t } from "../words/index.ts";
import type { DeskGround } from "./desk-panel.ts";
import { leftOutOf } from "./left-out.ts";
import { signReview } from "./sign-review.ts";
import { transactionFacts } from "./transaction-facts.ts";

const SECOND_MS = 1_000;

/** A claim that is planned: each of its transactions can be read before the first is signed. */
const claimReview = (
  wallet: Wallet,
  { segments, blocks, bondWei, gas, leftOut }: Planned,
  look: () => Promise<void>,
): Child =>
  segments.length === 0
    ? [h("p", { class: "good" }, t("desk.claimed")), leftOutOf(leftOut)]
    : signReview({
        title: t("sign.title"),
        shown: [
          facts([
            [
              t("desk.blocks"),
              t("desk.inTransactions", { blocks: whole(`${blocks.length}`), count: `${segments.length}` }),
            ],
            [t("desk.bond"), [ether(bondWei), h("small", {}, t("desk.bondWhy"))]],
            [t("desk.gas"), `${whole(gas.gas)} · ${aboutEther(gas.wei)}`],
          ]),
          leftOutOf(leftOut),
          ...segments.map((segment, k) =>
            h(
              "details",
              {},
              h("summary", {}, t("desk.transaction", { n: `${k + 1}`, of: `${segments.length}` })),
              facts(transactionFacts(wallet, segment)),
            ),
          ),
        ],
        warning: t("desk.claimMeans"),
        label: t("desk.claim", { count: `${segments.length}` }),
        sign: async (say) => {
          const sent = [];
          for (const [k, segment] of segments.entries()) {
            say(t("desk.claiming", { n: `${k + 1}`, of: `${segments.length}` }));
            sent.push(await segment.send());
          }
          const missed = sent.flatMap(({ result }) => result.leftOut);
          say(t("retire.indexing"));
          await untilRead(sent.at(-1)!.block);
          await look();
          return [
            h("p", { class: "good" }, t("desk.claimDone")),
            missed.length === 0 ? null : h("p", { class: "warning" }, t("desk.taken")),
            ...sent.map(({ transaction }) => h("p", {}, hash(transaction))),
          ];
        },
      });

/** What an owner does with a draft: claim what is left of its ground, or hold it longer. @param look reads again how it stands */
export const draftWork = (
  project: Project,
  wallet: Wallet,
  ground: DeskGround,
  look: () => Promise<void>,
): HTMLElement => {
  const outcome = h("div", { role: "status" });
  const tools = () => import("../wallet/draft.ts");
  const doing = async (make: () => Promise<Child>): Promise<void> => {
    replace(outcome, h("p", {}, t("retire.simulating")));
    try {
      replace(outcome, await make());
      outcome.querySelector("h3")?.focus();
    } catch (error) {
      replace(outcome, problem(error));
    }
  };
  const plan = async (): Promise<Child> => {
    const { boundaryIn, planGround } = await tools();
    const boundary = boundaryIn(ground.geoJson());
    return claimReview(wallet, await planGround(wallet, BigInt(project.id), project.boundaryDigest, boundary), look);
  };
  const prolong = async (): Promise<Child> => {
    const prepared = await (await tools()).prepareProlongation(wallet, BigInt(project.id));
    return signReview({
      title: t("sign.title"),
      shown: [facts([[t("desk.fee"), ether(prepared.value)], ...transactionFacts(wallet, prepared)])],
      warning: t("desk.feeWhy"),
      label: t("desk.prolong"),
      sign: async (say) => {
        const { result, transaction, block } = await prepared.send();
        say(t("retire.indexing"));
        await untilRead(block);
        await look();
        const time = moment(new Date(result.draftExpiry * SECOND_MS).toISOString());
        return [h("p", { class: "good" }, t("desk.prolonged", { time })), h("p", {}, hash(transaction))];
      },
    });
  };
  return h(
    "div",
    { class: "work" },
    h(
      "p",
      { class: "actions" },
      h("button", { type: "button", class: "main", click: () => void doing(plan) }, t("desk.plan")),
      h("button", { type: "button", click: () => void doing(prolong) }, t("desk.prolongAsk")),
    ),
    outcome,
  );
};
