import { expect } from "chai";

import { vectorOfLonLat } from "../../../../../../oracle/core/ground/s2.ts";
import type { Hotspot } from "../../../../../../oracle/core/services/integrity/hotspots.ts";
import { smokeNear, smokeRow } from "../../../../../../oracle/core/services/integrity/fire/smoke.ts";
import { FIRE_REFERENCE } from "../../../../../../oracle/core/services/integrity/fire/terms.ts";

const FIRE: Hotspot = {
  ...{ seconds: BigInt(Date.parse("2025-06-10T05:00:00Z") / 1000), satellite: "Aqua", confidence: "high" },
  ...{ centre: vectorOfLonLat(-60, -5), radiusM: 700 },
};
const row = (change: object = {}) =>
  smokeRow.parse({
    ...{ latitude: "-5.1", longitude: "-60.1", time: "2025-06-10T17:00:00Z", aerosol_index: "2.5", qa_value: "0.9" },
    ...change,
  });
const near = (...rows: ReturnType<typeof row>[]) => smokeNear(rows, [FIRE], FIRE_REFERENCE.smoke);

describe("smoke beside a fire", () => {
  it("tells soundings near a fire and soon after it, and how smoky they are", () => {
    expect(near(row(), row({ aerosol_index: "0.4" }))).to.deep.equal({ soundings: 2, smoky: 1, highest: 2.5 });
  });

  it("counts none that is far, early, late or of low quality", () => {
    const none = { soundings: 0, smoky: 0, highest: null };
    expect(near(row({ latitude: "-6" }))).to.deep.equal(none);
    expect(near(row({ time: "2025-06-10T04:00:00Z" }))).to.deep.equal(none);
    expect(near(row({ time: "2025-06-12T05:00:00Z" }))).to.deep.equal(none);
    expect(near(row({ qa_value: "0.5" }))).to.deep.equal(none);
  });
});
