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

/** A retirement as it was asked for. */
export type Asked = {
  readonly batch: Batch;
  readonly wallet: Wallet;
  readonly amountKg: bigint;
  readonly words: Omit<Retirement, "recipient">;
};

/** Every argument of a retirement. */
export const retirementFacts = ({ batch, wallet, amountKg, words }: Asked) =>
  [
    [t("sign.amount"), co2(amountKg)],
    [t("sign.batch"), [hash(batch.id), " ", period(batch.vintage)]],
    [t("certificate.beneficiary"), h("bdi", {}, words.beneficiary)],
    [t("certificate.message"), words.message === "" ? t("none") : h("bdi", {}, words.message)],
    [t("certificate.purpose"), wordOf("purpose", words.purpose)],
    [t("certificate.recipient"), hash(wallet.address)],
  ] as const;

/** What stands at the end, with the way to the certificate. */
export const retiredNote = (certificateId: bigint | string, transaction: string): readonly HTMLElement[] => [
  h("p", { class: "good" }, t("retire.done")),
  h("p", {}, link(`/certificates/${certificateId}`, t("retire.certificate", { id: `${certificateId}` }))),
  h("p", {}, hash(transaction)),
];

/** Shows what will be signed, has it signed, and leads to the certificate. */
export const retireReview = ({
  prepared,
  ...asked
}: Asked & { readonly prepared: Prepared<RetiredCredits> }): HTMLElement =>
  signReview({
    title: t("sign.title"),
    shown: [facts([...retirementFacts(asked), ...transactionFacts(asked.wallet, prepared)])],
    warning: t("retire.final"),
    label: t("retire.sign"),
    sign: async (say) => {
      const { result, transaction, block } = await prepared.send();
      say(t("retire.indexing"));
      await untilRead(block);
      return retiredNote(result.certificateId, transaction);
    },
  });
