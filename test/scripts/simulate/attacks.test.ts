import { expect } from "chai";

import { ATTACKS, HONEST } from "../../../scripts/simulate/attacks/attacks.ts";
import type { Attack } from "../../../scripts/simulate/attacks/attacks.ts";
import { judgeAttack } from "../../../scripts/simulate/attacks/judge-attack.ts";
import { realSeries } from "../../../scripts/simulate/attacks/real-series.ts";
import { judgeClaim } from "../../../scripts/simulate/attacks/world.ts";
import { realData } from "../../helpers/data.ts";
import { skipWithout } from "../../helpers/skip-without.ts";

/** `npm run judge` takes two hundred. */
const VARIANTS = 8;

describe("ways to earn for nothing (SIMULATED scenes, through raster and deduction)", function () {
  this.timeout(300_000);

  const earnsNothing = (attack: Attack): void => {
    const { issued, mostKg, reasons } = judgeAttack(attack, VARIANTS);
    expect({ issued, mostKg }, JSON.stringify(reasons)).to.deep.equal({ issued: 0, mostKg: 0n });
  };

  it("pays most honest projects, so that what follows is no refusal of everything", () => {
    expect(judgeAttack(HONEST, VARIANTS).issued).to.be.at.least(VARIANTS / 2);
  });

  for (const [key, attack] of Object.entries(ATTACKS))
    it(`test_L15_pays_nothing_for_${key}: ${attack.name}`, () => earnsNothing(attack));

  it("test_L15_pays_nothing_for_real_passes_of_fields_picked_at_random", async function () {
    skipWithout(this, realData);
    earnsNothing((await realSeries())!);
  });

  it("refuses more days of cultivation than the season has, by field, value and rule", () => {
    expect(judgeClaim(ATTACKS.declared.claim(1n))).to.deep.include({
      refused: "SERVICE_PROJECT project.json#/practice/seasons/0/cultivationDays",
      value: 366,
    });
  });
});
