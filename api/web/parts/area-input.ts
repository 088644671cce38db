import { SixfoldError } from "../../../oracle/core/errors.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { t } from "../words/index.ts";

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

/** Where an area is pasted, opened or dropped. */
export type AreaInput = {
  readonly content: readonly Child[];
  /** @throws SixfoldError `WEB_GEOJSON` (usage) where it is no JSON */
  readonly geoJson: () => unknown;
};

export const areaInput = (): AreaInput => {
  const read = (file: File | undefined): void => void file?.text().then((text) => (area.value = text));
  const area = h("textarea", {
    id: "area",
    name: "area",
    rows: 8,
    required: true,
    spellcheck: "false",
    dragover: (event) => event.preventDefault(),
    drop: (event) => {
      const [dropped] = (event as DragEvent).dataTransfer?.files ?? [];
      if (dropped === undefined) return;
      event.preventDefault();
      read(dropped);
    },
  });
  const file = h("input", {
    id: "area-file",
    type: "file",
    accept: ".geojson,.json",
    change: () => read(file.files?.[0]),
  });
  return {
    content: [
      h("label", { for: "area" }, t("ask.area")),
      area,
      h(
        "p",
        { class: "actions" },
        h("button", { type: "button", click: () => (area.value = JSON.stringify(EXAMPLE)) }, t("ask.example")),
        h("label", { for: "area-file" }, t("ask.file")),
        file,
      ),
    ],
    geoJson: () => geoJsonIn(area.value),
  };
};
