import type { LogEntry } from "../../resources/history.ts";
import type { Page } from "../base/ask.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { moment, short, whole } from "../base/format.ts";
import { link, more, table } from "../parts/facts.ts";
import { t } from "../words/index.ts";

/** What the contracts said of something, oldest first: nothing is ever taken out of it. */
export const historyOf = ({ items, next }: Page<LogEntry>, path: string): readonly Child[] => [
  h("p", {}, t("history.what")),
  table(
    t("history.title"),
    [t("history.when"), t("history.event"), t("history.block"), t("report.transaction")],
    items.map(({ at, contract, event, block, transaction }) => [
      moment(at),
      h("code", {}, `${contract}.${event}`),
      whole(block),
      link(`/v1/history?transaction=${transaction}`, short(transaction)),
    ]),
    t("none"),
  ),
  more(next, path),
];
