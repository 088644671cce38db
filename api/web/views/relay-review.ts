import { h, replace } from "../base/dom.ts";
import { moment } from "../base/format.ts";
import { untilRead } from "../base/until-read.ts";
import { facts, hash } from "../parts/facts.ts";
import type { PreparedRequest } from "../wallet/retire-signed.ts";
import { t } from "../words/index.ts";
import { retiredNote, retirementFacts } from "./retire-review.ts";
import type { Asked } from "./retire-review.ts";
import { signReview } from "./sign-review.ts";

const SECOND_MS = 1_000;

const long = (className: string, text: string): HTMLElement =>
  h("code", { class: `hash data ${className}`, tabindex: 0 }, text);

/** Shows the text that will be signed, has it signed, and has a relayer retire. What was signed is the holder's to keep. */
export const relayReview = ({ prepared, ...asked }: Asked & { readonly prepared: PreparedRequest }): HTMLElement => {
  const kept = h("div", { class: "kept" });
  const until = moment(new Date(prepared.deadline * SECOND_MS).toISOString());
  return signReview({
    title: t("sign.title"),
    shown: [
      facts([
        ...retirementFacts(asked),
        [t("sign.chain"), `${asked.wallet.chain.chainId}`],
        [t("relay.until"), until],
        [t("relay.nonce"), `${prepared.nonce}`],
        [t("relay.text"), long("typed", prepared.text)],
      ]),
      kept,
    ],
    warning: t("relay.final", { time: until }),
    label: t("relay.sign"),
    sign: async (say) => {
      const signed = await prepared.sign();
      replace(kept, h("p", {}, t("relay.kept")), long("signed", signed));
      say(t("relay.sending"));
      const { certificateId, transaction, paidBy, block } = await prepared.relay();
      say(t("retire.indexing"));
      await untilRead(block);
      return [...retiredNote(certificateId, transaction), h("p", {}, t("relay.paidBy"), " ", hash(paidBy))];
    },
  });
};
