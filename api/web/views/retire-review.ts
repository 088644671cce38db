import type { Batch } from "../../resources/batches.ts";
import { ask } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { co2, period } from "../base/format.ts";
import { facts, hash, link } from "../parts/facts.ts";
import { problem } from "../parts/problem.ts";
import type { Prepared, Retirement, Wallet } from "../wallet/retire.ts";
import { t, wordOf } from "../words/index.ts";

export type Reviewed = {
  readonly batch: Batch;
  readonly wallet: Wallet;
  readonly amountKg: bigint;
  readonly words: Omit<Retirement, "recipient">;
  readonly prepared: Prepared;
};

/** How long the API may take to see a block that the wallet has seen. */
const READ_WITHIN_MS = 20_000;
const LOOK_AGAIN_MS = 300;

/** Waits until the API has read a block. One that lags too long is left: the certificate's page says so. */
const untilRead = async (block: bigint): Promise<void> => {
  for (let waited = 0; waited < READ_WITHIN_MS; waited += LOOK_AGAIN_MS) {
    const health = await ask<{ readonly block: { readonly number: string } }>("/healthz");
    if (BigInt(health.block.number) >= block) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
};

/** Every argument, and the bytes that they make. */
const toSign = ({ batch, wallet, amountKg, words, prepared }: Reviewed): HTMLElement =>
  facts([
    [t("sign.amount"), co2(amountKg)],
    [t("sign.batch"), [hash(batch.id), " ", period(batch.vintage)]],
    [t("certificate.beneficiary"), h("bdi", {}, words.beneficiary)],
    [t("certificate.message"), words.message === "" ? t("none") : h("bdi", {}, words.message)],
    [t("certificate.purpose"), wordOf("purpose", words.purpose)],
    [t("certificate.recipient"), hash(wallet.address)],
    [t("sign.chain"), `${wallet.chain.chainId}`],
    [t("sign.contract"), [hash(prepared.to), ` ${prepared.functionName}`]],
    [t("sign.data"), h("code", { class: "hash data", tabindex: 0 }, prepared.data)],
  ]);

/** Shows what will be signed, has it signed, and leads to the certificate. */
export const retireReview = (reviewed: Reviewed): HTMLElement => {
  const note = h("div", { role: "status" });
  const sign = h("button", { type: "button", class: "main danger", click: () => void retire() }, t("retire.sign"));

  const retire = async (): Promise<void> => {
    sign.disabled = true;
    replace(note, t("retire.waiting"));
    try {
      const { certificateId, transaction, block } = await reviewed.prepared.retire();
      replace(note, t("retire.indexing"));
      await untilRead(block);
      const certificate = link(`/certificates/${certificateId}`, t("retire.certificate", { id: `${certificateId}` }));
      replace(
        note,
        h("p", { class: "good" }, t("retire.done")),
        h("p", {}, certificate),
        h("p", {}, hash(transaction)),
      );
      certificate.focus();
    } catch (error) {
      sign.disabled = false;
      replace(note, problem(error));
    }
  };

  return h(
    "div",
    { class: "review" },
    h("h3", { tabindex: -1 }, t("sign.title")),
    toSign(reviewed),
    h("p", { class: "warning" }, t("retire.final")),
    h("p", {}, sign),
    note,
  );
};
