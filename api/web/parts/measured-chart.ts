import { h, s } from "../base/dom.ts";
import { tonnes } from "../base/format.ts";
import { t } from "../words/index.ts";
import { table } from "./facts.ts";

/** One period's amounts, kg. */
export type Measured = {
  readonly label: string;
  readonly measured: bigint;
  readonly baseline: bigint;
  readonly leakage: bigint;
  /** measured - baseline - leakage. */
  readonly gross: bigint;
  /** Of the 90 % interval around `gross`. */
  readonly halfWidth: bigint;
  readonly net: bigint;
};

const HEIGHT = 240;
const LEFT = 90;
const TOP = 12;
const GROUP = 150;
const BAR = 34;

/** The shortest of 1, 2 and 5 by powers of ten that reaches so far. */
const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power;
};

/** Lines of the scale, kg, from below the least to above the greatest of some amounts. */
const linesFor = (amounts: readonly number[]): readonly number[] => {
  const [least, most] = [Math.min(0, ...amounts), Math.max(0, ...amounts, 1)];
  const step = Math.max(roundUp((most - least) / 4), 1);
  const first = Math.floor(least / step);
  return Array.from({ length: Math.ceil(most / step) - first + 1 }, (_, i) => (first + i) * step);
};

const drawing = (periods: readonly Measured[]): SVGElement => {
  const amounts = periods.flatMap(({ measured, baseline, leakage, gross, halfWidth, net }) =>
    [measured, baseline + leakage, gross - halfWidth, gross + halfWidth, net].map(Number),
  );
  const lines = linesFor(amounts);
  const [low, high] = [lines[0]!, lines.at(-1)!];
  const y = (kg: number): number => TOP + ((high - kg) / (high - low)) * HEIGHT;
  const bar = (className: string, x: number, kg: bigint) =>
    s("rect", { class: className, x, width: BAR, y: Math.min(y(Number(kg)), y(0)), height: Math.max(Math.abs(y(Number(kg)) - y(0)), 1) }); // prettier-ignore
  const width = LEFT + periods.length * GROUP;
  return s(
    "svg",
    {
      viewBox: `0 0 ${width} ${TOP + HEIGHT + 28}`,
      width,
      role: "img",
      "aria-label": t("chart.title"),
    },
    ...lines.flatMap((kg) => [
      s("line", { class: kg === 0 ? "zero" : "grid", x1: LEFT, x2: width, y1: y(kg), y2: y(kg) }),
      s("text", { class: "end", x: LEFT - 8, y: y(kg) + 4 }, tonnes(BigInt(kg))),
    ]),
    ...periods.flatMap(({ label, measured, baseline, leakage, gross, halfWidth, net }, index) => {
      const x = LEFT + index * GROUP + 14;
      const middle = x + 2 * BAR + 26;
      const [top, bottom] = [y(Number(gross + halfWidth)), y(Number(gross - halfWidth))];
      return [
        bar("measured", x, measured),
        bar("baseline", x + BAR + 4, baseline + leakage),
        s("path", { class: "interval", d: `M${middle - 8} ${top}h16M${middle} ${top}V${bottom}M${middle - 8} ${bottom}h16` }), // prettier-ignore
        s("circle", { class: "gross", cx: middle, cy: y(Number(gross)), r: 4 }),
        s("path", { class: "net", d: `M${middle + 12} ${y(Number(net))}l10 -6v12z` }),
        s("text", { class: "middle", x: x + 56, y: TOP + HEIGHT + 20 }, label),
      ];
    }),
  );
};

/** Measurements of a project, each with its 90 % interval and baseline: as a drawing, and as a table of the same numbers. */
export const measuredChart = (periods: readonly Measured[]): HTMLElement =>
  h(
    "figure",
    { class: "chart" },
    h("div", { class: "scroll", role: "region", "aria-label": t("chart.title"), tabindex: 0 }, drawing(periods)),
    h(
      "figcaption",
      {},
      "t CO₂e",
      ...(["measured", "baseline", "interval", "net"] as const).map((name) =>
        h("span", { class: `key ${name}` }, t(`chart.${name}`)),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, t("chart.table")),
      table(
        t("chart.title"),
        [t("report.period"), t("account.measured"), t("account.baseline"), t("account.leakage"), t("account.gross"), "± (90 %)", t("report.net")], // prettier-ignore
        periods.map(({ label, ...kg }) => [
          label,
          ...[kg.measured, kg.baseline, kg.leakage, kg.gross, kg.halfWidth, kg.net].map(tonnes),
        ]),
        t("project.noReports"),
      ),
    ),
  );
