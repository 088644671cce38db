import { expect } from "chai";

import type { Measurement } from "../../../oracle/core/services/common/outcome.ts";
import type { Facts } from "../../../scripts/start/say.ts";
import { saySeen } from "../../../scripts/start/say-seen.ts";
import { tonnes } from "../../../scripts/start/story.ts";

const field = (id: string, role: string, refusal: string | null, ...regimes: readonly (string | null)[]) => ({
  id,
  role,
  refusal,
  seasons: regimes.map((regime) => ({ regime })),
});

/** What is told of scenes and of fields. */
const toldOf = (
  used: readonly string[],
  refused: Measurement["refused"],
  fields: readonly object[],
): Readonly<Record<string, Facts>> => {
  const told: Record<string, Facts> = {};
  const measurement = { diagnostics: { fields }, refused } as unknown as Measurement;
  saySeen((title, facts = {}) => (told[title] = facts), used, measurement);
  return told;
};

describe("what npm start says of scenes and fields", () => {
  it("counts scenes that were used beside those refused by rule", () => {
    const refused = [
      { sceneId: "c", rule: "scene-duplicate" },
      { sceneId: "d", rule: "scene-off-lattice" },
      { sceneId: "e", rule: "scene-duplicate" },
    ];
    expect(toldOf(["a", "b"], refused, [])["scenes"]).to.deep.equal({
      used: 2,
      refused: 3,
      "scene-duplicate": 2,
      "scene-off-lattice": 1,
    });
  });

  it("groups fields that earn nothing by reason, those that were never seen drained among them", () => {
    const told = toldOf(
      [],
      [],
      [
        field("p1", "project", "season-insufficient-evidence", null),
        field("p2", "project", null, "continuous", "continuous"),
        field("p3", "project", null, "continuous", "single"),
        field("p4", "project", "season-no-flooding-seen", null),
        field("p5", "project", "season-insufficient-evidence", null),
        field("c1", "control", null, null),
        field("c2", "control", "season-too-few-looks", null),
      ],
    );
    expect(told["fields"]).to.deep.equal({ "that earn": "1 of 5", "controls used": 1, "controls refused": 1 });
    expect(told["fields that earn nothing, by reason"]).to.deep.equal({
      "season-insufficient-evidence": "p1, p5",
      "counted as continuous": "p2",
      "season-no-flooding-seen": "p4",
    });
  });

  it("shows kilograms as tonnes without rounding, below zero too", () => {
    expect([0n, 7n, 34_454n, -5n, -22_551n].map(tonnes)).to.deep.equal(
      ["0.000", "0.007", "34.454", "-0.005", "-22.551"].map((amount) => `${amount} t CO2e`),
    );
  });
});
