import { expect } from "chai";

import { fieldKernel } from "../../../../../oracle/core/services/paddy/field-kernel.ts";
import type { SeenFields } from "../../../../../oracle/core/services/paddy/field-kernel.ts";
import { labelFields } from "../../../../../oracle/core/services/paddy/label-fields.ts";
import { mapFields } from "../../../../../oracle/core/services/paddy/field-map.ts";
import { toDecibels } from "../../../../../oracle/core/services/common/decibels.ts";
import { looksOf } from "../../../../../oracle/core/services/paddy/observe.ts";
import { passesOf } from "../../../../../oracle/core/services/paddy/passes.ts";
import { planPaddy } from "../../../../../oracle/core/services/paddy/plan.ts";
import { readFields } from "../../../../../oracle/core/services/paddy/look.ts";
import { seeAll } from "../../../../../scripts/simulate/look-at.ts";
import { farmOf, multiple, plots, readingsOf } from "./farm.ts";
import type { Reading } from "./farm.ts";

describe("field observation", () => {
  const farm = farmOf(plots(multiple, []));
  const plan = planPaddy(farm);
  const { grid } = plan;
  const whole = { col: 0, row: 0, width: grid.width, height: grid.height };
  const map = mapFields(grid, whole, labelFields(farm.project.fields), farm.ground, 1);
  const readings = readingsOf(farm, plan).slice(plan.history.length);
  type Steps = readonly (readonly Reading[])[];

  const seenIn = (steps: Steps): SeenFields => {
    const reading = readFields({ ...farm, plan }, steps);
    expect(reading.kernel.id).to.equal(fieldKernel.id);
    return seeAll(reading, steps);
  };
  const looksIn = (steps: Steps) => {
    const { sums, areas } = seenIn(steps);
    const innerPixels = farm.plots.map((_, label) => areas.get(label)?.innerPixels ?? 0);
    return looksOf(sums, passesOf({ steps }).passes, innerPixels, 0.8);
  };
  const first = map.labels.indexOf(0);

  it("averages power, not decibels", () => {
    expect(toDecibels((0.1 + 0.001) / 2)).to.be.closeTo(-12.967, 1e-3);
    const flat = readings.map((step) =>
      step.map((reading) => ({
        ...reading,
        values: reading.values.map((_, index) => (index % 2 === 0 ? 0.1 : 0.001)),
      })),
    );
    expect(looksIn(flat)[0]?.[0]?.vvDb).to.be.closeTo(-12.967, 1e-3);
  });

  it("keeps one pixel of distance to everything around a field", () => {
    const inner = map.innerLabels.filter((label) => label === 0).length;
    const all = map.labels.filter((label) => label === 0).length;
    expect([all, inner]).to.deep.equal([144, 100]);
    expect(map.innerLabels[first]).to.equal(-1);
  });

  it("leaves out a look that shows too little of a field, or no power at all", () => {
    const before = looksIn(readings)[0]?.length as number;
    const hidden = (values: Float32Array, share: number, by: number) => {
      let seen = 0;
      return values.map((value, index) => (map.innerLabels[index] === 0 && seen++ < 100 * share ? by : value));
    };
    const withFirst = (share: number, by: number) =>
      readings.map((step, index) =>
        step.map((reading, band) =>
          index === 0 && band === 0 ? { ...reading, values: hidden(reading.values, share, by) } : reading,
        ),
      );
    expect(looksIn(withFirst(0.2, NaN))[0]).to.have.length(before);
    expect(looksIn(withFirst(0.21, NaN))[0]).to.have.length(before - 1);
    expect(looksIn(withFirst(1, 0))[0]).to.have.length(before - 1);
  });

  it("joins neighbouring frames of one pass into one look, and the first to show a pixel counts", () => {
    const half = (keep: (index: number) => boolean, seconds: string, otherwise: number) => (step: readonly Reading[]) =>
      step.map((reading) => ({
        ...reading,
        sceneId: `${reading.sceneId}-${seconds}`,
        datetime: reading.datetime.replace("22:45:00", `22:45:${seconds}`),
        values: reading.values.map((value, index) => (keep(index) ? value : otherwise)),
      }));
    const frames = readings.flatMap((step) => [
      half((index) => index % 3 === 0, "00", NaN)(step),
      half((index) => index % 3 !== 0, "25", 1000)(step),
    ]);
    expect(looksIn(frames)).to.deep.equal(looksIn(readings));
  });

  it("counts areas that do not depend on windows and sum to the pixels they hold", () => {
    const { areas } = seenIn(readings);
    const inside = map.labels.reduce((sum, label, i) => (label === 0 ? sum + map.areasM2[i]! : sum), 0);
    const whole = areas.get(0)!.wholeM2.reduce((a, b) => a + b, 0);
    expect(whole).to.be.closeTo(inside, 1e-6);
  });
});
