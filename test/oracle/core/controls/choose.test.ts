import { expect } from "chai";

import { balanceOf, requireBalance } from "../../../../oracle/core/controls/balance.ts";
import type { BalanceRow } from "../../../../oracle/core/controls/balance.ts";
import { chooseControls } from "../../../../oracle/core/controls/choose.ts";
import { featuresOf } from "../../../../oracle/core/controls/features.ts";
import { REFERENCE_RULES } from "../../../../oracle/core/controls/rules.ts";
import type { Bar, Study, Units } from "../../../../oracle/core/controls/units.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { makeWorld } from "./world.ts";

const honest = makeWorld({ seed: 3n }).study;

/** The code, field and value of what a study is refused with. */
const refusalOf = (study: Study, rules = REFERENCE_RULES): { code: string; field: string; value: unknown } => {
  try {
    chooseControls(study, rules);
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    const { code, field, value } = error;
    return { code, field, value };
  }
  return { code: "none", field: "", value: undefined };
};

const barring = (by: Bar, holds: (id: string) => boolean): Study => ({ ...honest, barred: [{ by, holds }] });
const withProject = (changes: Partial<Units>): Study => ({ ...honest, project: { ...honest.project, ...changes } });
const withCandidates = (changes: Partial<Units>): Study => ({
  ...honest,
  candidates: { ...honest.candidates, ...changes },
});
const replaced = (values: Float64Array, at: number, value: number): Float64Array =>
  values.map((old, k) => (k === at ? value : old));

describe("the choice of controls", () => {
  it("gives three controls to a unit, the balance, the drift and a placebo", () => {
    const { matched, unmatched, balance, trend, placebo } = chooseControls(honest, REFERENCE_RULES);
    expect(matched.length + unmatched.length).to.equal(honest.project.ids.length);
    expect(matched.every(({ controls }) => controls.length === 3)).to.equal(true);
    expect(balance.map(({ feature }) => feature)).to.deep.equal([...honest.covariateNames, "level"]);
    expect(balance.every(({ after }) => Math.abs(after) <= 0.25)).to.equal(true);
    expect(Math.abs(trend.drift.difference) + trend.halfWidth90).to.be.at.most(trend.limit);
    expect(placebo.looks).to.equal(16);
    expect(Math.abs(placebo.contrast.difference)).to.be.at.most(placebo.halfWidth95);
  });

  it("bars ground by what the caller knows of it, and says so of each candidate", () => {
    const inBelt = (id: string): boolean => Number(id.slice(-1)) < 3;
    const { fates } = chooseControls(barring("leakage-belt", inBelt), REFERENCE_RULES);
    honest.candidates.ids.forEach((id, row) => expect(fates[row] === "leakage-belt").to.equal(inBelt(id)));
  });

  it("reads nothing of a barred candidate, so that a gap in its history is no refusal of the rest", () => {
    const history = replaced(honest.candidates.history, 7 * honest.days.length + 2, NaN);
    const study = withCandidates({ history });
    expect(refusalOf(study)).to.deep.equal({
      code: "CONTROL_NOT_FINITE",
      field: "candidates/history/7/2",
      value: "NaN",
    });
    const id = honest.candidates.ids[7];
    const barred = { ...study, barred: [{ by: "unread" as const, holds: (other: string): boolean => other === id }] };
    expect(chooseControls(barred, REFERENCE_RULES).fates[7]).to.equal("unread");
  });

  it("refuses where every candidate lies in other projects, and where there is none", () => {
    expect(refusalOf(barring("other-project", () => true))).to.deep.equal({
      code: "CONTROL_NONE",
      field: "candidates",
      value: { "other-project": honest.candidates.ids.length },
    });
    const empty = {
      ids: [],
      clusters: [],
      areasM2: new Float64Array(),
      covariates: new Float64Array(),
      history: new Float64Array(),
    };
    expect(refusalOf(withCandidates(empty))).to.deep.equal({ code: "CONTROL_NONE", field: "candidates", value: {} });
  });

  it("refuses one cluster, and clusters that are too few", () => {
    const merged = honest.candidates.clusters.map(() => "one village");
    expect(refusalOf(withCandidates({ clusters: merged }))).to.deep.equal({
      code: "CONTROL_ONE_CLUSTER",
      field: "controls/clusters",
      value: "one village",
    });
    const few = refusalOf(withProject({ clusters: honest.project.ids.map((_, row) => `village ${row % 3}`) }));
    expect([few.code, few.field]).to.deep.equal(["CONTROL_FEW_CLUSTERS", "project/clusters"]);
  });

  it("refuses shapes, ids, areas, numbers and days that contradict", () => {
    const { project, candidates, days, period } = honest;
    const refusals = [
      withProject({ history: project.history.slice(1) }),
      withCandidates({ covariates: candidates.covariates.slice(3) }),
      withCandidates({ ids: candidates.ids.map((id, row) => (row === 5 ? candidates.ids[4]! : id)) }),
      withProject({ areasM2: replaced(project.areasM2, 2, 0) }),
      withCandidates({ covariates: replaced(candidates.covariates, 4, Infinity) }),
      { ...honest, days: [...days.slice(0, -1), days[0]!] },
      { ...honest, period: { start: days.at(-1)!, end: period.end } },
      { ...honest, period: { start: period.end, end: period.start } },
      { ...honest, days: days.slice(0, 5) },
    ].map((study) => refusalOf(study));
    expect(refusals.map(({ code, field }) => `${code} ${field}`)).to.deep.equal([
      "CONTROL_SHAPE project/history",
      "CONTROL_SHAPE candidates/covariates",
      "CONTROL_DUPLICATE candidates/ids/5",
      "CONTROL_AREA project/areasM2/2",
      "CONTROL_NOT_FINITE candidates/covariates/1/1",
      "CONTROL_DAYS days/23",
      "CONTROL_DAYS period",
      "CONTROL_DAYS period",
      "CONTROL_LOOKS days",
    ]);
  });

  it("refuses a project that rose before it began, and one that only seems not to since its looks are noisy", () => {
    const rising = refusalOf(makeWorld({ seed: 3n, drift: 0.004 }).study);
    expect([rising.code, rising.field]).to.deep.equal(["CONTROL_TRENDING", "trend/drift"]);
    const { study: noisy } = makeWorld({ seed: 3n, noise: 2 });
    const blurred = refusalOf(noisy, { ...REFERENCE_RULES, maxDifference: 1, maxVarianceRatio: 9 });
    expect(blurred.code).to.equal("CONTROL_TRENDING");
    const { difference, halfWidth90 } = blurred.value as { difference: number; halfWidth90: number };
    expect(Math.abs(difference)).to.be.below(halfWidth90);
  });

  it("refuses a project that stepped up before it began: the placebo sees it", () => {
    const { days, project } = honest;
    // A step in the last third, turned so that the line through all looks stays level.
    const stepped = project.history.map((value, k) => {
      const look = k % days.length;
      return value + (look < 16 ? 0.09 * (7.5 - look) * 0.5 : 0.5);
    });
    const { code } = refusalOf(withProject({ history: stepped }), { ...REFERENCE_RULES, maxDrift: 100, caliper: 0.5 });
    expect(code).to.be.oneOf(["CONTROL_PLACEBO", "CONTROL_TRENDING"]);
    const flat = { ...REFERENCE_RULES, maxDrift: 100, caliper: 0.5 };
    expect(refusalOf(honest, flat).code).to.equal("none");
  });

  it("refuses sides that are not alike", () => {
    const covariates = honest.project.covariates.map((value, k) => (k % 3 === 0 ? value + 3 : value));
    const { code, field, value } = refusalOf(withProject({ covariates }));
    expect([code, field]).to.deep.equal(["CONTROL_UNBALANCED", "balance/covariate 0/after"]);
    expect(Number(value)).to.be.above(0.25);
    const constant = honest.project.covariates.map((old, k) => (k % 3 === 1 ? 7 : old));
    const other = honest.candidates.covariates.map((old, k) => (k % 3 === 1 ? 8 : old));
    const apart = {
      ...honest,
      project: { ...honest.project, covariates: constant },
      candidates: { ...honest.candidates, covariates: other },
    };
    expect(refusalOf(apart)).to.deep.equal({
      code: "CONTROL_UNBALANCED",
      field: "balance/covariate 1/after",
      value: "-Infinity",
    });
  });
});

describe("the balance table", () => {
  it("is what it is by hand", () => {
    const units = (values: number[], areas: number[]): Units => ({
      ids: values.map((_, k) => `${k}`),
      clusters: values.map((_, k) => `${k}`),
      areasM2: Float64Array.from(areas),
      covariates: Float64Array.from(values),
      history: Float64Array.from(values.flatMap((_, k) => [k, k, k, k, k, k])),
    });
    const study: Study = {
      covariateNames: ["x"],
      days: [0, 1, 2, 3, 4, 5],
      period: { start: 9, end: 10 },
      project: units([1, 3], [1, 3]),
      candidates: units([0, 2, 4, 6], [1, 1, 1, 1]),
      barred: [],
    };
    const rows = [0, 1, 2, 3];
    const matched = [
      { unit: 0, controls: [0, 1] },
      { unit: 1, controls: [2, 3] },
    ];
    const [x] = balanceOf(study, featuresOf(study, rows, 6), rows, matched);
    // Variances 2 and 20/3: the pooled deviation is sqrt(13/3). Means 2 and 3 before, 2.5 and 4 by area after.
    expect(x!.before).to.be.closeTo(-1 / Math.sqrt(13 / 3), 1e-12);
    expect(x!.after).to.be.closeTo(-1.5 / Math.sqrt(13 / 3), 1e-12);
    // By area 0.25 and 0.75: variances 0.75 and (0.125 * (16 + 4) + 0.375 * (0 + 4)).
    expect(x!.varianceRatio).to.be.closeTo(0.75 / 4, 1e-12);
  });

  it("refuses either kind of difference, beyond its limit and not at it", () => {
    const row: BalanceRow = { feature: "x", before: 9, after: -0.25, varianceRatio: 0.5 };
    requireBalance([row, { ...row, varianceRatio: 2 }], REFERENCE_RULES);
    for (const wrong of [{ after: -0.2501 }, { after: NaN }, { varianceRatio: 0.499 }, { varianceRatio: 2.01 }]) {
      expect(() => requireBalance([row, { ...row, ...wrong }], REFERENCE_RULES)).to.throw(SixfoldError, "balance/x");
    }
  });
});
