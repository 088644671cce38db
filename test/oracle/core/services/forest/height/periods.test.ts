import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { parseItem } from "../../../../../../oracle/core/scenes/parse-item.ts";
import type { Scene } from "../../../../../../oracle/core/scenes/types.ts";
import type { Project } from "../../../../../../oracle/core/services/common/types.ts";
import { surveysOf } from "../../../../../../oracle/core/services/forest/height/surveys.ts";
import type { Measurement } from "../../../../../../oracle/core/services/common/outcome.ts";
import { surveyItem } from "../../../../../../scripts/forest/survey-item.ts";
import { measureForest, projectOf } from "../../../../../../scripts/simulate/forest/in-memory.ts";
import type { Shown } from "../../../../../../scripts/simulate/forest/in-memory.ts";
import { itemsOf } from "../../../../../../scripts/simulate/forest/items.ts";
import { HISTORY, makeForest, PERIOD, SECOND_PERIOD } from "../../../../../../scripts/simulate/forest/world.ts";

const made = makeForest({ seed: 2n, periods: 2 });
const listed: readonly Scene[] = itemsOf(made).map((item) =>
  parseItem(surveyItem(item), `https://example.org/${item.id}.json`),
);
const first: Project = { ...projectOf(made), period: PERIOD, history: HISTORY };
const second: Project = { ...first, period: SECOND_PERIOD };
/** What a catalogue lists for a period: nothing after it. */
const until = (end: string): readonly Scene[] => listed.filter(({ datetime }) => datetime < end);
const pairOf = (scenes: readonly Scene[], project: Project): readonly string[] => {
  const { start, end } = surveysOf(scenes, project);
  return [start.scene.id, end.scene.id];
};
const refusalOf = (scenes: readonly Scene[], project: Project): Pick<SixfoldError, "code" | "field"> => {
  try {
    surveysOf(scenes, project);
  } catch (error) {
    if (error instanceof SixfoldError) return { code: error.code, field: error.field };
    throw error;
  }
  throw new Error("was not refused");
};
const at = (scene: Scene, datetime: string, id: string): Scene => ({ ...scene, id, datetime });

describe("periods of a forest that follow each other", function () {
  this.timeout(300_000);

  it("test_L5_counts_what_grew_between_two_surveys_in_one_period_once", () => {
    expect(pairOf(until(PERIOD.end), first)).to.deep.equal(["survey-2020", "survey-2024"]);
    expect(pairOf(listed, second)).to.deep.equal(["survey-2024", "survey-2028"]);
    expect(pairOf(listed.toReversed(), second)).to.deep.equal(["survey-2024", "survey-2028"]);
  });

  it("chooses control ground by the same looks in every period: those before the project", () => {
    const [one, two] = [surveysOf(until(PERIOD.end), first), surveysOf(listed, second)];
    const looks = ({ days, bands, historyLooks }: typeof one) => [
      days.slice(0, historyLooks),
      bands.slice(0, historyLooks),
    ];
    expect(one.historyLooks).to.equal(6);
    expect(looks(two)).to.deep.equal(looks(one));
    expect(two.refused).to.deep.equal([{ sceneId: "survey-2020", rule: "scene-beside-the-pair" }]);
  });

  it("takes surveys of the history for looks, beside a stack, and one of a day", () => {
    const early = at(
      { ...listed[1]!, assets: { heights: listed[1]!.assets["heights"]! } },
      "2020-01-15T00:00:00Z",
      "early",
    );
    expect(surveysOf([early, ...listed], second).historyLooks).to.equal(7);
    const again = at(early, "2019-07-15T00:00:00Z", "again");
    expect(refusalOf([again, ...listed], second)).to.deep.equal({ code: "SERVICE_HISTORY", field: "again" });
  });

  it("refuses a history that reaches into the period, and a period without a survey of its own", () => {
    const late = { ...first, history: { ...HISTORY, end: "2020-07-02T00:00:00Z" } };
    expect(refusalOf(listed, late)).to.deep.equal({ code: "SERVICE_HISTORY", field: "history/end" });
    expect(refusalOf(until("2028-01-01"), second)).to.deep.equal({ code: "SERVICE_NO_PAIR", field: "scenes" });
  });

  it("refuses two surveys of a day that begins or ends the period: no name of a scene decides", () => {
    for (const [k, day] of [
      [1, "2024-07-15T09:00:00Z"],
      [2, "2028-07-15T09:00:00Z"],
    ] as const) {
      const twin = at({ ...listed[k]!, assets: { heights: listed[k]!.assets["heights"]! } }, day, "z-twin");
      const { code } = refusalOf([...listed, twin], second);
      expect(code).to.equal("SERVICE_TWO_SURVEYS");
    }
  });

  it("leaves out surveys after the period by name", () => {
    const { end, refused } = surveysOf(listed, first);
    expect(end.scene.id).to.equal("survey-2024");
    expect(refused).to.deep.equal([{ sceneId: "survey-2028", rule: "scene-outside-period" }]);
  });

  it("measures a second period, and holds its truth (SIMULATED)", () => {
    const measured = (spans: NonNullable<Shown["spans"]>): Measurement => {
      const outcome = measureForest(made, { spans });
      expect(outcome.kind).to.equal("measurement");
      return outcome as Measurement;
    };
    const grossOf = ({ measuredKg, baselineKg, leakageKg }: Measurement): number =>
      Number(measuredKg - baselineKg - leakageKg);
    const [one, two] = [
      measured({ period: PERIOD, history: HISTORY }),
      measured({ period: SECOND_PERIOD, history: HISTORY }),
    ];
    expect(Math.abs(grossOf(one) - made.truthKg)).to.be.at.most(Number(one.halfWidthKg));
    expect(Math.abs(grossOf(two) - made.secondTruthKg)).to.be.at.most(Number(two.halfWidthKg));
    expect(grossOf(two)).to.be.above(Number(two.halfWidthKg));
  });
});
