import { expect } from "chai";

import { calibrate } from "../../../../../oracle/core/services/paddy/calibrate.ts";
import { followFields } from "../../../../../oracle/core/services/paddy/follow.ts";
import type { SeenField } from "../../../../../oracle/core/services/paddy/follow.ts";
import { ipccReferenceParameters } from "../../../../../oracle/core/services/paddy/terms.ts";
import type { FieldRole } from "../../../../../oracle/core/services/common/types.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { passesOf, simulateLooks } from "./series.ts";

const parameters = ipccReferenceParameters({
  gwp: "AR5",
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  seasons: [{ id: "dry", start: "1970-01-01", end: "1970-04-20", cultivationDays: 100 }],
});
const passes = passesOf(2, 6, 110);

/** A field flooded on day 3 whose canopy closes on a day; SIMULATED. */
const fieldOf = (id: string, role: FieldRole, canopyFrom: number): SeenField => ({
  id,
  role,
  innerPixels: 30,
  looks: simulateLooks(
    { floodedFrom: 3, canopyFrom, drainages: [] },
    passes,
    0.8,
    seededRandom(BigInt(id.length + canopyFrom)),
  ),
});

/** What becomes of a field among ten controls whose canopy closes about a day. */
const followedAmong = (role: FieldRole, closedFrom: number, minVisibleDays: number) => {
  const rules = { ...parameters, observation: { ...parameters.observation, minVisibleDays } };
  const controls = Array.from({ length: 10 }, (_, index) =>
    fieldOf(`f${"0".repeat(index)}`, "control", closedFrom + (index % 3)),
  );
  const fields = [...controls, fieldOf("asked", role, closedFrom)];
  const calibration = calibrate(
    controls.map(({ looks }) => looks),
    rules,
  );
  return followFields(fields, calibration, rules).find(({ id }) => id === "asked");
};

describe("following fields", () => {
  it("test_L15_refuses_control_and_project_alike_where_hardly_anything_was_seen", () => {
    for (const role of ["control", "project"] as const) {
      expect(followedAmong(role, 18, 21)?.refusal, role).to.equal("season-too-short-to-see");
      expect(followedAmong(role, 58, 21)?.refusal, role).to.equal(undefined);
    }
  });

  it("takes a visible span of exactly the least length, and none of a day less", () => {
    const visible = followedAmong("control", 30, 1)?.seasons[0]?.visible;
    const length = (visible?.closes ?? NaN) - (visible?.opens ?? NaN);
    expect(length).to.be.within(20, 33);
    expect(followedAmong("control", 30, length)?.refusal).to.equal(undefined);
    expect(followedAmong("control", 30, length + 1)?.refusal).to.equal("season-too-short-to-see");
  });

  it("finds no drainage where there was none", () => {
    const chances = followedAmong("project", 58, 21)?.seasons[0]?.chances;
    expect(chances?.most.once).to.be.below(0.1);
    expect(chances?.least).to.deep.equal(chances?.most);
  });
});
