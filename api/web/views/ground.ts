import { POOLS } from "../../../oracle/chain/pools.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { GroundTold } from "../../resources/ask-the-ground.ts";
import { post } from "../base/ask.ts";
import { h, replace } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { day, hectares, period, whole } from "../base/format.ts";
import { cellsMap } from "../parts/cells-map.ts";
import { facts, link, section } from "../parts/facts.ts";
import { problem } from "../parts/problem.ts";
import { t, wordOf } from "../words/index.ts";
import type { MakeView } from "./view.ts";

/** A square kilometre of delta, to try. */
const EXAMPLE = {
  type: "Polygon",
  coordinates: [[[105.2, 10.4], [105.209, 10.4], [105.209, 10.409], [105.2, 10.409], [105.2, 10.4]]],
}; // prettier-ignore

const geoJsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SixfoldError({
      code: "WEB_GEOJSON",
      failure: "usage",
      field: "area",
      value: text.slice(0, 40),
      rule: "the area is GeoJSON",
      cause,
    });
  }
};

const told = ({ total, free, held, earned }: GroundTold): readonly Child[] => [
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

export const groundView: MakeView = async () => {
  const area = h("textarea", { id: "area", name: "area", rows: 8, required: true, spellcheck: "false" });
  const pool = h("select", { id: "pool" }, ...POOLS.map((name) => h("option", { value: name }, wordOf("pool", name))));
  const level = h(
    "select",
    { id: "level" },
    h("option", { value: "20" }, t("ask.level20")),
    h("option", { value: "16" }, t("ask.level16")),
  );
  const answer = h("div", { role: "status" });
  const file = h("input", {
    id: "area-file",
    type: "file",
    accept: ".geojson,.json",
    change: () => void file.files?.[0]?.text().then((text) => (area.value = text)),
  });
  const asking = async (): Promise<void> => {
    replace(answer, t("busy"));
    try {
      const body = { area: geoJsonIn(area.value), pool: pool.value, edgeLevel: Number(level.value) };
      replace(answer, section(t("ask.answer"), ...told(await post<GroundTold>("/v1/ground/ask", body))));
    } catch (error) {
      replace(answer, problem(error));
    }
  };
  return {
    title: t("ground.title"),
    content: [
      h("p", { class: "lead" }, t("ask.lead")),
      h(
        "form",
        {
          submit: (event) => {
            event.preventDefault();
            void asking();
          },
        },
        h("label", { for: "area" }, t("ask.area")),
        area,
        h(
          "p",
          { class: "actions" },
          h("button", { type: "button", click: () => (area.value = JSON.stringify(EXAMPLE)) }, t("ask.example")),
          h("label", { for: "area-file" }, t("ask.file")),
          file,
        ),
        h("label", { for: "pool" }, t("ask.pool")),
        pool,
        h("label", { for: "level" }, t("ask.level")),
        level,
        h("p", {}, h("button", { class: "main" }, t("ask.ask"))),
      ),
      answer,
    ],
  };
};
