import type { GroundTold } from "../../resources/ask-the-ground.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { day, hectares, period, whole } from "../base/format.ts";
import { t, wordOf } from "../words/index.ts";
import { cellsMap } from "./cells-map.ts";
import { facts, link } from "./facts.ts";

/** What is free of an area and who holds the rest, drawn and in words. */
export const groundTold = ({ total, free, held, earned }: GroundTold): readonly Child[] => [
  h(
    "p",
    { class: "lead", tabindex: -1 },
    held.length === 0 && free.cells === total.cells
      ? t("ask.allFree")
      : t("ask.held", { free: whole(free.cells), total: whole(total.cells) }),
  ),
  cellsMap(
    [
      { className: "free", label: t("ask.free"), geometry: [free.geometry] },
      { className: "held", label: t("ask.isHeld"), geometry: held.map(({ geometry }) => geometry) },
    ],
    t("ask.map"),
  ) ?? h("p", { class: "empty" }, t("ask.noCells")),
  facts([
    [t("ask.total"), `${whole(total.cells)} · ${hectares(`${Math.round(total.areaM2)}`)}`],
    [t("ask.free"), `${whole(free.cells)} · ${hectares(`${Math.round(free.areaM2)}`)}`],
    ...held.map(
      (one) =>
        [
          t("report.ofProject", { id: one.projectId }),
          [
            link(
              `/projects/${one.projectId}`,
              t("ask.holds", { cells: whole(one.cells), status: wordOf("status", one.status) }),
            ),
            ` ${period(one.crediting)}`,
            one.draftExpiry === null ? null : ` ${t("ask.draft", { day: day(one.draftExpiry) })}`,
          ],
        ] as const,
    ),
    ...earned.map(
      (one) => [t("ask.earned"), t("ask.earnedUntil", { cells: whole(one.cells), day: day(one.until) })] as const,
    ),
  ]),
];
