import type { EIP1193Provider } from "viem";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { Deployment } from "../../resources/about.ts";
import { deployment } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import { problem } from "../parts/problem.ts";
import { DEMO_CHAIN } from "../wallet/demo-account.ts";
import { demoWallet } from "../wallet/demo.ts";
import { discoverWallets } from "../wallet/discover.ts";
import type { Offered } from "../wallet/discover.ts";
import type { Wallet } from "../wallet/open-wallet.ts";
import { t } from "../words/index.ts";

/** viem and the contracts' interfaces: loaded once somebody wants to write. */
const tools = () => import("../wallet/open-wallet.ts");

const demoOf = ({ rpcUrl, chainId }: Deployment): readonly Offered[] =>
  rpcUrl === null || chainId !== DEMO_CHAIN
    ? []
    : [{ name: t("wallet.demo"), icon: undefined, provider: demoWallet(rpcUrl, chainId) }];

/**
 * Has the reader choose a wallet, and shows what can be done with it. Another account or chain begins it again.
 * @param show makes that of a wallet that was opened.
 */
export const walletPanel = (show: (wallet: Wallet) => Promise<HTMLElement>, left: AbortSignal): HTMLElement => {
  const body = h("div", {});
  let chosen = new AbortController();
  /** Ends what the last choice of a wallet began. */
  const anew = (): AbortSignal => {
    chosen.abort();
    chosen = new AbortController();
    return AbortSignal.any([chosen.signal, left]);
  };

  const button = (className: string, text: string, click: () => Promise<void>): HTMLElement =>
    h("button", { type: "button", class: className, click: () => void click() }, text);

  /** What was read of a wallet holds for one account on one chain. */
  const chooseAgainOn = (provider: EIP1193Provider, gone: AbortSignal): void => {
    const again = (): void => void choose();
    for (const change of ["accountsChanged", "chainChanged"] as const) {
      provider.on(change, again);
      gone.addEventListener("abort", () => provider.removeListener(change, again));
    }
  };

  const open = async (wallet: Offered, registry: Deployment): Promise<void> => {
    const gone = anew();
    replace(body, h("p", { role: "status" }, t("wallet.asking", { name: wallet.name })));
    try {
      const { openWallet } = await tools();
      const opened = await openWallet(wallet.provider, registry);
      chooseAgainOn(wallet.provider, gone);
      replace(body, await show(opened));
      body.querySelector("input")?.focus();
    } catch (error) {
      const isElsewhere = error instanceof SixfoldError && /^(WEB|CHAIN)_WALLET_NETWORK$/.test(error.code);
      replace(
        body,
        isElsewhere
          ? h(
              "p",
              { class: "actions" },
              t("wallet.elsewhere"),
              button("main", t("wallet.switch", { id: `${registry.chainId}` }), () => change(wallet, registry)),
            )
          : problem(error),
        h("p", {}, button("", t("wallet.other"), choose)),
      );
    }
  };

  const change = async (wallet: Offered, registry: Deployment): Promise<void> => {
    try {
      const { switchChain } = await tools();
      await switchChain(wallet.provider, registry);
      await open(wallet, registry);
    } catch (error) {
      replace(body, problem(error), h("p", {}, button("", t("wallet.other"), choose)));
    }
  };

  const item = (wallet: Offered, registry: Deployment): HTMLElement =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", click: () => void open(wallet, registry) },
        wallet.icon === undefined ? null : h("img", { src: wallet.icon, alt: "", width: 20, height: 20 }),
        h("bdi", {}, wallet.name),
      ),
    );

  const choose = async (): Promise<void> => {
    const gone = anew();
    const registry = await deployment();
    const demo = demoOf(registry);
    const list = h("ul", { class: "wallets" });
    const none = h("p", { class: "empty" });
    replace(
      body,
      h("h3", {}, t("wallet.choose")),
      list,
      none,
      demo.length === 0 ? null : h("p", { class: "warning" }, t("wallet.demoIs")),
    );
    discoverWallets((wallets) => {
      replace(list, ...[...demo, ...wallets].map((wallet) => item(wallet, registry)));
      none.textContent = wallets.length === 0 ? t("wallet.none") : "";
    }, gone);
  };

  void choose().catch((error: unknown) => replace(body, problem(error)));
  return body;
};
