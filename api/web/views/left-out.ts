import type { LeftOut } from "../../../oracle/core/ground/types.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { whole } from "../base/format.ts";
import { link } from "../parts/facts.ts";
import { t } from "../words/index.ts";

const bitsOf = (bits: bigint): number => bits.toString(2).replaceAll("0", "").length;

/** Whom the ground belongs to that a claim leaves out; nothing where it takes all. */
export const leftOutOf = (leftOut: readonly LeftOut[]): Child => {
  if (leftOut.length === 0) return h("p", { class: "good" }, t("desk.takesAll"));
  const holders = [...new Set(leftOut.flatMap(({ heldBy }) => heldBy))];
  const cells = leftOut.reduce((sum, { bits }) => sum + bitsOf(bits), 0);
  return h(
    "p",
    { class: "warning left-out" },
    t("desk.leavesOut", { cells: whole(`${cells}`) }),
    holders.map((id) => [" ", link(`/projects/${id}`, t("report.ofProject", { id: `${id}` }))]),
  );
};
