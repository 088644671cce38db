import type { Batch } from "../../resources/batches.ts";
import { deployment } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import { t } from "../words/index.ts";
import { retireForm } from "./retire-form.ts";
import { walletPanel } from "./wallet-panel.ts";

/** Retires from a batch: choose a wallet, say how much and for whom, see what is signed, sign. */
export const retirePanel = (batch: Batch, left: AbortSignal): HTMLElement =>
  h(
    "section",
    { id: "retire" },
    h("h2", {}, t("retire.title")),
    h("p", {}, t("retire.what")),
    walletPanel(async (wallet) => {
      const { holdingOf } = await import("../wallet/retire.ts");
      const [heldKg, { relay }] = await Promise.all([holdingOf(wallet, BigInt(batch.id)), deployment()]);
      return retireForm(batch, wallet, heldKg, relay);
    }, left),
  );
