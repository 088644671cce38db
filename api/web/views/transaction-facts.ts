import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { ether } from "../base/format.ts";
import { hash } from "../parts/facts.ts";
import type { Wallet } from "../wallet/open-wallet.ts";
import type { Prepared } from "../wallet/prepare.ts";
import { t } from "../words/index.ts";

/** A transaction to the byte: where it goes, what it pays, what it says. */
export const transactionFacts = (
  { chain }: Wallet,
  { to, functionName, value, data }: Prepared<unknown>,
): readonly (readonly [name: string, value: Child] | null)[] => [
  [t("sign.chain"), `${chain.chainId}`],
  [t("sign.contract"), [hash(to), ` ${functionName}`]],
  value === 0n ? null : [t("sign.value"), ether(value)],
  [t("sign.data"), h("code", { class: "hash data", tabindex: 0 }, data)],
];
