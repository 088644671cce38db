import type { Batch } from "../../resources/batches.ts";
import { h } from "../base/dom.ts";
import { co2, period } from "../base/format.ts";
import { untilRead } from "../base/until-read.ts";
import { facts, hash, link } from "../parts/facts.ts";
import type { Wallet } from "../wallet/open-wallet.ts";
import type { Prepared } from "../wallet/prepare.ts";
import type { RetiredCredits, Retirement } from "../wallet/retire.ts";
import { t, wordOf } from "../words/index.ts";
import { signReview } from "./sign-review.ts";
import { transactionFacts } from "./transaction-facts.ts";

export type Reviewed = {
  readonly batch: Batch;
  readonly wallet: Wallet;
  readonly amountKg: bigint;
  readonly words: Omit<Retirement, "recipient">;
  readonly prepared: Prepared<RetiredCredits>;
};

/** Shows what will be signed, has it signed, and leads to the certificate. */
export const retireReview = ({ batch, wallet, amountKg, words, prepared }: Reviewed): HTMLElement =>
  signReview({
    title: t("sign.title"),
    shown: [
      facts([
        [t("sign.amount"), co2(amountKg)],
        [t("sign.batch"), [hash(batch.id), " ", period(batch.vintage)]],
        [t("certificate.beneficiary"), h("bdi", {}, words.beneficiary)],
        [t("certificate.message"), words.message === "" ? t("none") : h("bdi", {}, words.message)],
        [t("certificate.purpose"), wordOf("purpose", words.purpose)],
        [t("certificate.recipient"), hash(wallet.address)],
        ...transactionFacts(wallet, prepared),
      ]),
    ],
    warning: t("retire.final"),
    label: t("retire.sign"),
    sign: async (say) => {
      const { result, transaction, block } = await prepared.send();
      say(t("retire.indexing"));
      await untilRead(block);
      const { certificateId } = result;
      return [
        h("p", { class: "good" }, t("retire.done")),
        h("p", {}, link(`/certificates/${certificateId}`, t("retire.certificate", { id: `${certificateId}` }))),
        h("p", {}, hash(transaction)),
      ];
    },
  });
