import type { AccountLine } from "../../resources/accounting.ts";
import { h } from "../base/dom.ts";
import type { Child } from "../base/dom.ts";
import { period, tonnes } from "../base/format.ts";
import { chip, link, table } from "../parts/facts.ts";
import { t, wordOf } from "../words/index.ts";

const isIssued = ({ batch }: AccountLine): boolean => batch !== null;

const sum = (lines: readonly AccountLine[], column: "netKg" | "bufferKg" | "creditsKg"): bigint =>
  lines.reduce((total, line) => total + BigInt(line[column]), 0n);

/**
 * Whether every line comes to its net and its net to its parts, by the page's own sums.
 * @param issuedKg that all lines that were issued come to together; undefined where not all lines are there.
 */
export const addsUp = (lines: readonly AccountLine[], issuedKg: bigint | undefined): boolean =>
  lines.every((line) => {
    const [measured, baseline, leakage, deduction, earlier, net] = [
      line.measuredKg,
      line.baselineKg,
      line.leakageKg,
      line.deductionKg,
      line.earlierKg,
      line.netKg,
    ].map(BigInt) as [bigint, bigint, bigint, bigint, bigint, bigint];
    return (
      measured - baseline - leakage - deduction + earlier === net &&
      BigInt(line.bufferKg) + BigInt(line.creditsKg) === net
    );
  }) &&
  (issuedKg === undefined || sum(lines.filter(isIssued), "netKg") === issuedKg);

const stateOf = ({ batch, state }: AccountLine): HTMLElement =>
  batch === null
    ? chip(state === "pending" ? "wait" : "bad", wordOf("reportState", state))
    : chip("good", t("reportState.issued"));

const taken = (kg: string): string => tonnes(-BigInt(kg));

/** Every vintage's account, in tonnes; what was struck is crossed out and counts for nothing. */
export const accountTable = (lines: readonly AccountLine[]): HTMLElement => {
  const issued = lines.filter(isIssued);
  const rows: readonly (readonly Child[])[] = lines.map((line) => [
    [link(`/projects/${line.project}`, line.project), " ", link(`/reports/${line.report}`, period({ start: line.periodStart, end: line.periodEnd }))],
    tonnes(line.measuredKg),
    taken(line.baselineKg),
    taken(line.leakageKg),
    taken(line.deductionKg),
    tonnes(line.earlierKg),
    line.state === "struck" ? h("del", {}, tonnes(line.netKg)) : tonnes(line.netKg),
    tonnes(line.bufferKg),
    tonnes(line.creditsKg),
    stateOf(line),
  ]); // prettier-ignore
  const total: readonly Child[] = [
    t("rater.total"),
    ...["", "", "", "", ""],
    h("strong", {}, tonnes(sum(issued, "netKg"))),
    tonnes(sum(issued, "bufferKg")),
    tonnes(sum(issued, "creditsKg")),
    "",
  ];
  return table(
    t("rater.accounts"),
    [
      t("rater.vintage"),
      t("account.measured"),
      t("account.baseline"),
      t("account.leakage"),
      t("account.deduction"),
      t("account.rest"),
      t("report.net"),
      t("rater.toBuffer"),
      t("rater.credits"),
      t("report.state"),
    ],
    rows.length === 0 ? [] : [...rows, total],
    t("project.noReports"),
  );
};
