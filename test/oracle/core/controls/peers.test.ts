import { execFileSync, spawnSync } from "node:child_process";

import { expect } from "chai";

import { contrastOf } from "../../../../oracle/core/controls/contrast.ts";
import { featuresOf } from "../../../../oracle/core/controls/features.ts";
import { nearestOf, orderByLevel, ranksOf } from "../../../../oracle/core/controls/nearest.ts";
import { studentQuantile } from "../../../../oracle/core/uncertainty/student.ts";
import { PYTHON } from "../../../helpers/gdal.ts";
import { skipWithout } from "../../../helpers/skip-without.ts";
import type { Requirement } from "../../../helpers/skip-without.ts";
import { makeWorld } from "./world.ts";

const peers: Requirement = {
  name: "scikit-learn with statsmodels",
  isMet: () => spawnSync(PYTHON, ["-c", "import sklearn, scipy, statsmodels"]).status === 0,
  hint: `Install python3-sklearn and python3-statsmodels, for ${PYTHON}.`,
};

const ask = (program: string, input: unknown): unknown =>
  JSON.parse(
    execFileSync(PYTHON, ["-c", `import json, sys\na = json.load(sys.stdin)\n${program}`], {
      input: JSON.stringify(input),
      stdio: ["pipe", "pipe", "pipe"],
    }).toString(),
  );

describe("control ground beside other software", () => {
  before(function () {
    skipWithout(this, peers);
  });

  it("has scikit-learn's nearest neighbours, with its distances", () => {
    const { study } = makeWorld({ seed: 21n });
    const rows = study.candidates.ids.map((_, row) => row);
    const features = featuresOf(study, rows, study.days.length);
    const { width, project, candidates } = features;
    const order = orderByLevel(rows, candidates.history.levels);
    const look = { order, ranks: ranksOf(study.candidates.ids), isTaken: new Uint8Array(rows.length), most: 5 };
    const found = study.project.ids.map((_, unit) => nearestOf(features, unit, [0, rows.length], look));
    const [distances, neighbours] = ask(
      `import numpy as np
from sklearn.neighbors import NearestNeighbors
x, y = (np.array(a[k]).reshape(-1, a["width"]) for k in ("candidates", "project"))
d, i = NearestNeighbors(n_neighbors=5, algorithm="kd_tree").fit(x).kneighbors(y)
print(json.dumps([d.tolist(), i.tolist()]))`,
      { width, candidates: [...candidates.scaled], project: [...project.scaled] },
    ) as [number[][], number[][]];
    expect(found.map((own) => own.map(({ row }) => row))).to.deep.equal(neighbours);
    found.forEach((own, unit) =>
      own.forEach(({ squared }, k) => expect(Math.sqrt(squared)).to.be.closeTo(distances[unit]![k]!, 1e-9)),
    );
  });

  it("has scipy's quantiles of Student's distribution", () => {
    const cases = [0.55, 0.9, 0.95, 0.975, 0.9995].flatMap((p) => [0.8, 2.5, 4, 7.3, 33, 1e4].map((f) => [p, f]));
    const expected = ask(
      "from scipy.stats import t\nprint(json.dumps([t.ppf(p, f) for p, f in a]))",
      cases,
    ) as number[];
    cases.forEach(([p, f], k) => expect(studentQuantile(p!, f!) / expected[k]!).to.be.closeTo(1, 1e-8));
  });

  it("has statsmodels' weighted difference, and its error and freedom of Welch where units are clusters", () => {
    const { study, outcomes } = makeWorld({ seed: 4n });
    const side = (name: "project" | "controls"): { value: number; weight: number; cluster: string }[] =>
      [...outcomes[name]].map(([cluster, value], k) => ({
        value: value as number,
        weight: study[name === "project" ? "project" : "candidates"].areasM2[k]!,
        cluster,
      }));
    const [project, controls] = [side("project"), side("controls")];
    const even = (units: typeof project): typeof project => units.map((unit) => ({ ...unit, weight: 1 }));
    const [difference, error, freedom] = ask(
      `import numpy as np, statsmodels.api as sm
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW
p, c = a
y, w = (np.array([u[k] for u in p + c]) for k in ("value", "weight"))
d = np.array([1] * len(p) + [0] * len(c))
fit = sm.WLS(y, sm.add_constant(d), weights=w).fit()
welch = CompareMeans(*(DescrStatsW([u["value"] for u in s]) for s in a))
print(json.dumps([fit.params[1], welch.std_meandiff_separatevar, welch.dof_satt()]))`,
      [project, controls],
    ) as [number, number, number];
    expect(contrastOf(project, controls).difference).to.be.closeTo(difference, 1e-9);
    const unweighted = contrastOf(even(project), even(controls));
    expect(unweighted.standardError).to.be.closeTo(error, 1e-9);
    expect(unweighted.degreesOfFreedom).to.be.closeTo(freedom, 1e-6);
  });
});
