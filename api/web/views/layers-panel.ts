import type { ManifestOutput } from "../../../oracle/core/evidence/manifest.ts";
import type { Report } from "../../resources/reports.ts";
import { deployment } from "../base/ask.ts";
import { h, replace, s } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { period } from "../base/format.ts";
import { layerKey } from "../parts/layer-key.ts";
import { mapCaption } from "../parts/map-caption.ts";
import { mapFrame, pathOf } from "../parts/map-frame.ts";
import type { MapFrame } from "../parts/map-frame.ts";
import { problem } from "../parts/problem.ts";
import { sideBySide } from "../parts/side-by-side.ts";
import type { Evidence, Held } from "../evidence/index.ts";
import { t } from "../words/index.ts";

const tools = () => import("../evidence/index.ts");

/** A map of a report's evidence that can be chosen. */
type Choice = { readonly report: Report; readonly evidence: Evidence; readonly output: ManifestOutput };

const labelOf = ({ report, output }: Choice): string => `${output.name} · ${period(report.period)}`;

/** What to compare at first: the same map of the first and the last report; of a single report two of its maps. */
const firstPair = (choices: readonly Choice[]): readonly [number, number] => {
  const name = choices[0]!.output.name;
  const same = choices.findLastIndex(({ output }) => output.name === name);
  return [0, same > 0 ? same : choices.length - 1];
};

const choosing = (id: string, label: string, choices: readonly Choice[], chosen: number, changed: () => void) => {
  const select = h(
    "select",
    { id, change: changed },
    ...choices.map((choice, index) =>
      h("option", { value: index, ...(index === chosen ? { selected: true } : {}) }, labelOf(choice)),
    ),
  );
  return { select, shown: h("div", {}, h("label", { for: id }, label), select) };
};

/** Lets a reader lay two maps of evidence over each other. */
const comparing = async (choices: readonly Choice[]): Promise<readonly Child[]> => {
  const { colourOf, drawLayer, hold, shownAlike } = await tools();
  const { coordinates } = await choices[0]!.evidence.boundary();
  const frame = mapFrame(coordinates.flat(2)) as MapFrame;
  const held = new Map<Choice, Promise<Held>>();
  const heldOf = (choice: Choice): Promise<Held> => {
    const one = held.get(choice) ?? choice.evidence.layer(choice.output).then(hold);
    held.set(choice, one);
    return one;
  };
  const outline = () =>
    s(
      "svg",
      { viewBox: `0 0 ${frame.width} ${frame.height}`, "aria-hidden": "true" },
      s("path", { class: "outline", d: pathOf(frame, coordinates) }),
    );
  const body = h("div", { role: "status" });
  const [first, second] = firstPair(choices);
  const show = async (): Promise<void> => {
    const [before, after] = [choices[Number(left.select.value)]!, choices[Number(right.select.value)]!];
    try {
      const [a, b] = await Promise.all([heldOf(before), heldOf(after)]);
      const isAlike = a.unit === b.unit && a.scale === b.scale;
      const alike = shownAlike(a.shown, b.shown);
      const sides = ([[before, a], [after, b]] as const).map(([choice, layer]) => {
        const shown = isAlike ? alike : layer.shown;
        return {
          label: labelOf(choice),
          picture: drawLayer(layer, shown, frame, 1),
          key: layerKey({ ...layer, shown, colourOf: (value) => colourOf(shown, value) }),
        };
      }); // prettier-ignore
      replace(body, sideBySide(sides[0]!, sides[1]!, outline(), mapCaption(frame)));
    } catch (error) {
      replace(body, problem(error));
    }
  };
  const left = choosing("layer-before", t("layers.before"), choices, first, () => void show());
  const right = choosing("layer-after", t("layers.after"), choices, second, () => void show());
  await show();
  return [
    h("div", { class: "pair" }, left.shown, right.shown),
    h("figure", { class: "map" }, body),
    h("p", { class: "as-of" }, t("layers.checked")),
  ];
};

/** Maps of reports' evidence, fetched from a gateway block by block once the view stands. */
export const layersPanel = (reports: readonly Report[], left: AbortSignal): HTMLElement => {
  const body = h("div", {}, h("p", { class: "empty", role: "status" }, t("layers.fetching")));
  const load = async (): Promise<void> => {
    const { gateways } = await deployment();
    if (gateways.length === 0) return replace(body, h("p", { class: "empty" }, t("layers.noGateway")));
    const { openEvidence } = await tools();
    const opened = await Promise.all(
      reports.map(async (report) => ({ report, evidence: await openEvidence(report.evidence.cid, gateways, left) })),
    );
    const choices = opened.flatMap(({ report, evidence }) =>
      evidence.manifest.outputs.map((output) => ({ report, evidence, output })),
    );
    replace(
      body,
      ...(choices.length === 0 ? [h("p", { class: "empty" }, t("layers.none"))] : await comparing(choices)),
    );
  };
  void load().catch((error: unknown) => {
    if (!left.aborted) replace(body, problem(error));
  });
  return body;
};
