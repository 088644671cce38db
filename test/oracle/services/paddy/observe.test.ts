import { expect } from "chai";

import { ServiceError } from "../../../../oracle/errors.ts";
import { mapFields } from "../../../../oracle/services/paddy/field-map.ts";
import { observeFields, toDecibels } from "../../../../oracle/services/paddy/observe.ts";
import { planPaddy } from "../../../../oracle/services/paddy/plan.ts";
import type { Reading } from "../../../../oracle/services/types.ts";
import { farmOf, multiple, plots, readingsOf } from "./farm.ts";

describe("field observation", () => {
  const farm = farmOf(plots(multiple, []));
  const plan = planPaddy(farm);
  const map = mapFields(plan.grid, farm.project.fields, farm.ground, 1);
  const readings = readingsOf(farm, plan);
  const looksOf = (seen: readonly Reading[]) => observeFields(plan, seen, map, 0.8);
  const first = map.labels.indexOf(0);

  it("averages power, not decibels", () => {
    expect(toDecibels((0.1 + 0.001) / 2)).to.be.closeTo(-12.967, 1e-3);
    const flat = readings.map((reading) => ({
      ...reading,
      values: reading.values.map((_, index) => (index % 2 === 0 ? 0.1 : 0.001)),
    }));
    expect(looksOf(flat)[0]?.[0]?.vvDb).to.be.closeTo(-12.967, 1e-3);
  });

  it("keeps one pixel of distance to everything around a field", () => {
    const inner = map.innerLabels.filter((label) => label === 0).length;
    const whole = map.labels.filter((label) => label === 0).length;
    expect([whole, inner]).to.deep.equal([144, 100]);
    expect(map.innerLabels[first]).to.equal(-1);
  });

  it("leaves out a look that shows too little of a field, or no power at all", () => {
    const before = looksOf(readings)[0]?.length as number;
    const hidden = (values: Float64Array, share: number, by: number) => {
      let seen = 0;
      return values.map((value, index) => (map.innerLabels[index] === 0 && seen++ < 100 * share ? by : value));
    };
    const withFirst = (share: number, by: number) =>
      readings.map((reading, index) =>
        index === 0 ? { ...reading, values: hidden(reading.values, share, by) } : reading,
      );
    expect(looksOf(withFirst(0.2, NaN))[0]).to.have.length(before);
    expect(looksOf(withFirst(0.21, NaN))[0]).to.have.length(before - 1);
    expect(looksOf(withFirst(1, 0))[0]).to.have.length(before - 1);
  });

  it("joins neighbouring frames of one pass into one look", () => {
    const half = (keep: (index: number) => boolean, seconds: string) => (reading: Reading) => ({
      ...reading,
      sceneId: `${reading.sceneId}-${seconds}`,
      datetime: reading.datetime.replace("22:45:00", `22:45:${seconds}`),
      values: reading.values.map((value, index) => (keep(index) ? value : NaN)),
    });
    const frames = readings.flatMap((reading) => [
      half((index) => index % 3 === 0, "00")(reading),
      half((index) => index % 3 !== 0, "25")(reading),
    ]);
    const joined = observeFields({ ...plan, reads: frames }, frames, map, 0.8);
    expect(joined).to.deep.equal(looksOf(readings));
  });

  it("refuses readings that are not the plan's", () => {
    expect(() => looksOf([...readings].reverse())).to.throw(ServiceError, "plan's order");
    expect(() => looksOf(readings.map((each) => ({ ...each, values: each.values.slice(1) })))).to.throw(ServiceError);
  });
});
