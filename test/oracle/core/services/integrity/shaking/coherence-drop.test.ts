import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { benchOf } from "../../../../../../oracle/core/program/bench.ts";
import type { Crew } from "../../../../../../oracle/core/program/crew.ts";
import { dateOf, dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../../../../oracle/core/services/common/service.ts";
import { coherenceDrop } from "../../../../../../oracle/core/services/integrity/shaking/coherence-drop.ts";
import { COHERENCE_REFERENCE } from "../../../../../../oracle/core/services/integrity/shaking/terms.ts";
import { defaultPolicy } from "../../../../../../oracle/transport/policy.ts";
import { analyseInMemory, replayFiles } from "../../../../../helpers/bundles.ts";
import type { Made } from "../../../../../helpers/bundles.ts";
import { localCrew } from "../../../../../helpers/local-crew.ts";
import { localRunner, replayLocally } from "../../../../../helpers/local-runner.ts";
import { arrangeLooks } from "../../../../../helpers/watched-looks.ts";
import type { MadeLook } from "../../../../../helpers/watched-looks.ts";
import { evidenceError } from "../../../evidence/samples.ts";
import { FOREST, PROJECT } from "../clearing/forest.ts";

const EVENT = dayOf("2024-08-08");
const FIRST = dayOf("2024-01-01");

type Moved = (col: number, row: number) => boolean;

const slide: Moved = (col, row) => col >= 12 && col < 30 && row >= 12 && row < 30;

/** Pairs of twelve days of a track, SIMULATED; the whole scene loses and gains some with the weather. */
const pairs = (track: string, offset: number, isMoved: Moved, change: object = {}): readonly MadeLook[] =>
  Array.from({ length: 28 }, (_, k) => {
    const [since, day] = [FIRST + offset + 12 * k, FIRST + offset + 12 * (k + 1)];
    const isHit = since < EVENT && EVENT <= day;
    const weather = ((k * 7) % 5) / 50;
    return {
      id: `${track}-${dateOf(since)}`,
      properties: {
        ...{ datetime: null, start_datetime: `${dateOf(since)}T00:00:00Z`, end_datetime: `${dateOf(day)}T00:00:00Z` },
        ...{ "sixfold:track": track, ...change },
      },
      bands: {
        coherence: (col, row) =>
          0.5 + weather + ((col * 7 + row * 3) % 5) / 50 - (isHit && isMoved(col, row) ? 0.4 : 0),
      },
    };
  });

const PERIOD = { start: "2024-01-01", end: "2024-12-01" };

describe("moved ground from catalogue to finding, SIMULATED", function () {
  this.timeout(600_000);
  const service = coherenceDrop as unknown as Service<unknown>;
  let crew: Crew;
  let folder: string;
  let runs = 0;
  before(async () => {
    crew = localCrew(await benchOf(coherenceDrop.kernels));
    folder = await mkdtemp(join(tmpdir(), "sixfold-coherence-"));
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });
  const run = async (looks: readonly MadeLook[]): Promise<Made> =>
    analyseInMemory({
      ...{ runner: localRunner(service, crew), parameters: COHERENCE_REFERENCE, policy: defaultPolicy },
      ...(await arrangeLooks(join(folder, `${++runs}`), looks, {
        ...{ grid: FOREST, boundary: PROJECT.boundary, period: PERIOD, watchFrom: "2024-06-01" },
      })),
    });
  const both = (isMoved: Moved): readonly MadeLook[] => [
    ...pairs("26-descending", 0, isMoved),
    ...pairs("55-ascending", 5, isMoved),
  ];

  it("finds a slide that two tracks show, between the scenes that hold it, and replays to the same bytes", async () => {
    const { outcome, files, cid } = await run(both(slide));
    const { verdict, cause, lowerM2, lastUnharmed, firstSeen } = outcome as Finding;
    expect([verdict, cause]).to.deep.equal(["loss", "moved-ground"]);
    expect(Number(lowerM2)).to.be.closeTo(32_400, 200);
    expect(lastUnharmed < BigInt(EVENT) * 86_400n).to.equal(true);
    expect(firstSeen >= BigInt(EVENT) * 86_400n).to.equal(true);
    const again = await replayFiles(files, { ...replayLocally(service, crew), expectedRoot: cid });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
  });

  it("is clear where nothing moved, unconfirmed by one track, and says so where all of it moved", async () => {
    const wordsOf = async (looks: readonly MadeLook[]) => {
      const { verdict, reason } = (await run(looks)).outcome as Finding;
      return [verdict, reason];
    };
    expect(await wordsOf(both(() => false))).to.deep.equal(["all-clear", ""]);
    expect(await wordsOf(pairs("26-descending", 0, slide))).to.deep.equal(["undetermined", "unconfirmed"]);
    expect(await wordsOf(both(() => true))).to.deep.equal(["undetermined", "all-changed"]);
  });

  it("refuses pairs of one instant, and coherence in percent", async () => {
    const instant = pairs("26-descending", 0, slide, { datetime: "2024-07-01T00:00:00Z" });
    const none = await evidenceError(() => run(instant));
    expect(none.code).to.equal("SERVICE_NO_LOOK");
    expect(JSON.stringify(none.value)).to.contain("scene-without-pair");
    const percent = both(slide).map((look) => ({
      ...look,
      bands: { coherence: (col: number, row: number) => 100 * look.bands["coherence"]!(col, row) },
    }));
    expect(await evidenceError(() => run(percent))).to.include({
      code: "SERVICE_UNITS",
      rule: "coherence is from 0 to 1",
    });
  });
});
