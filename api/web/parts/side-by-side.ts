import { h } from "../base/dom.ts";
import { t } from "../words/index.ts";

export type Side = { readonly label: string; readonly picture: ImageData; readonly key: HTMLElement };

/**
 * Two pictures of one place over each other, parted by a line that is moved by pointer or keyboard.
 * @param over what is drawn over both.
 * @param under what stands below them.
 */
export const sideBySide = (before: Side, after: Side, over: Element, under: Element): HTMLElement => {
  const { width, height } = before.picture;
  const canvas = h("canvas", { width, height, role: "img", "aria-label": `${before.label} | ${after.label}` });
  const context = canvas.getContext("2d")!;
  const slider = h("input", {
    type: "range",
    min: 0,
    max: width,
    value: Math.round(width / 2),
    "aria-label": t("layers.slide"),
    input: () => draw(),
  });
  const draw = (): void => {
    const parted = Number(slider.value);
    context.putImageData(before.picture, 0, 0);
    context.clearRect(parted, 0, width, height);
    context.putImageData(after.picture, 0, 0, parted, 0, width - parted, height);
    if (parted > 0 && parted < width) context.fillRect(parted - 1, 0, 2, height);
    slider.setAttribute("aria-valuetext", t("layers.parted", { percent: `${Math.round((parted * 100) / width)}` }));
  };
  draw();
  const about = ({ label, key }: Side, side: string): HTMLElement =>
    h("div", {}, h("strong", {}, side), ` ${label}`, key);
  return h(
    "div",
    { class: "compare" },
    h("div", { class: "stack" }, canvas, over),
    slider,
    under,
    h("div", { class: "pair" }, about(before, t("layers.left")), about(after, t("layers.right"))),
  );
};
