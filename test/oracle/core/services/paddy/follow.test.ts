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

const others = Array.from({ length: 10 }, (_, index) => fieldOf(`f${"0".repeat(index)}`, "control", 58 + index));

const refusalOf = (role: FieldRole, canopyFrom: number, minVisibleDays: number) => {
  const rules = { ...parameters, observation: { ...parameters.observation, minVisibleDays } };
  const fields = [...others, fieldOf("hidden", role, canopyFrom)];
  return followFields(fields, calibrate(fields, rules), rules).find(({ id }) => id === "hidden");
};

describe("following fields", () => {
  it("test_L15_refuses_control_and_project_alike_where_hardly_anything_was_seen", () => {
    for (const role of ["control", "project"] as const) {
      expect(refusalOf(role, 18, 21)?.refusal, role).to.equal("season-too-short-to-see");
      expect(refusalOf(role, 58, 21)?.refusal, role).to.equal(undefined);
    }
  });

  it("takes a visible span of exactly the least length, and none of a day less", () => {
    const visible = refusalOf("control", 30, 1)?.seasons[0]?.visible;
    const length = (visible?.closes ?? NaN) - (visible?.opens ?? NaN);
    expect(length).to.be.within(20, 30);
    expect(refusalOf("control", 30, length)?.refusal).to.equal(undefined);
    expect(refusalOf("control", 30, length + 1)?.refusal).to.equal("season-too-short-to-see");
  });
});
