import type { Batch } from "../../resources/batches.ts";
import { h, replace } from "../base/dom.ts";
import { co2, kilogramsIn, tonnes } from "../base/format.ts";
import { facts, hash } from "../parts/facts.ts";
import { choice, field } from "../parts/field.ts";
import { problem } from "../parts/problem.ts";
import type { Wallet } from "../wallet/open-wallet.ts";
import type { Retirement } from "../wallet/retire.ts";
import { t, wordOf } from "../words/index.ts";
import { relayReview } from "./relay-review.ts";
import { retireReview } from "./retire-review.ts";

const PURPOSES = ["voluntary", "compliance", "corsia", "other"] as const satisfies readonly Retirement["purpose"][];
/** As the contract has it (Retirement.sol), in bytes of UTF-8. */
const MOST_BYTES = { beneficiary: 128, message: 280 } as const;
/** What is proposed where the account holds more, in kg. */
const A_TONNE = 1_000n;

type Words = Omit<Retirement, "recipient">;

const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with an amount; empty where it can be retired. */
const amountFault = (kg: bigint | undefined, heldKg: bigint): string =>
  kg === undefined || kg === 0n ? t("retire.badAmount") : kg > heldKg ? t("retire.tooMuch") : "";

/** How much an account retires of a batch, and in whose name. What is asked is tried before it is shown to be signed. */
export const retireForm = (batch: Batch, wallet: Wallet, heldKg: bigint, relay: string | null): HTMLElement => {
  const proposed = tonnes(heldKg < A_TONNE ? heldKg : A_TONNE);
  const amount = h("input", { id: "amount", inputmode: "decimal", autocomplete: "off", value: proposed });
  const beneficiary = h("input", { id: "beneficiary", required: true, autocomplete: "organization" });
  const message = h("input", { id: "message", autocomplete: "off" });
  const purpose = choice(
    "purpose",
    PURPOSES.map((word) => [word, wordOf("purpose", word)]),
  );
  const outcome = h("div", { role: "status" });
  const inputs = [amount, beneficiary, message];

  /** Kilograms, where everything that was typed can be retired so; else the browser says what can not. */
  const checked = (): bigint | undefined => {
    const kg = kilogramsIn(amount.value);
    amount.setCustomValidity(amountFault(kg, heldKg));
    for (const [name, input] of [
      ["beneficiary", beneficiary],
      ["message", message],
    ] as const)
      // prettier-ignore
      input.setCustomValidity(
        bytesIn(input.value) > MOST_BYTES[name] ? t("retire.tooLong", { most: `${MOST_BYTES[name]}` }) : "",
      );
    return inputs.every((input) => input.reportValidity()) ? kg : undefined;
  };

  const review = async (amountKg: bigint, words: Words): Promise<HTMLElement> => {
    const { prepareRetirement } = await import("../wallet/retire.ts");
    const prepared = await prepareRetirement(wallet, { batchId: BigInt(batch.id), amountKg }, words);
    return retireReview({ batch, wallet, amountKg, words, prepared });
  };
  const reviewSigning = async (amountKg: bigint, words: Words, payer: string): Promise<HTMLElement> => {
    const { prepareRequest } = await import("../wallet/retire-signed.ts");
    const prepared = await prepareRequest(wallet, { batchId: BigInt(batch.id), amountKg }, words, payer);
    return relayReview({ batch, wallet, amountKg, words, prepared });
  };

  /** @param payer the relayer that pays, where one is to; else the account does. */
  const submit = async (payer: string | null): Promise<void> => {
    const amountKg = checked();
    if (amountKg === undefined) return;
    const words = {
      purpose: purpose.value as Retirement["purpose"],
      beneficiary: beneficiary.value,
      message: message.value,
    };
    replace(outcome, h("p", {}, t("retire.simulating")));
    try {
      const shown = await (payer === null ? review(amountKg, words) : reviewSigning(amountKg, words, payer));
      replace(outcome, shown);
      shown.querySelector("h3")?.focus();
    } catch (error) {
      replace(outcome, problem(error));
    }
  };

  return h(
    "form",
    {
      novalidate: true,
      // What was reviewed is no longer what is asked.
      input: () => {
        outcome.replaceChildren();
        for (const input of inputs) input.setCustomValidity("");
      },
      submit: (event) => {
        event.preventDefault();
        const { submitter } = event as SubmitEvent;
        void submit(submitter?.id === "by-relay" ? relay : null);
      },
    },
    facts([
      [t("wallet.account"), hash(wallet.address)],
      [t("wallet.holds"), co2(heldKg)],
    ]),
    heldKg === 0n
      ? h("p", { class: "warning" }, t("retire.holdsNone"))
      : [
          ...field(t("retire.amount"), amount),
          ...field(t("retire.beneficiary"), beneficiary),
          ...field(t("retire.message"), message),
          ...field(t("certificate.purpose"), purpose),
          h(
            "p",
            { class: "actions" },
            h("button", { class: "main" }, t("retire.review")),
            relay === null ? null : h("button", { id: "by-relay" }, t("relay.review")),
          ),
          outcome,
        ],
  );
};
