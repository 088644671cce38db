import { refusalOf } from "../../common/refusal-of.ts";
import type { CheckInput, Service, Start } from "../../common/service.ts";
import { stage } from "../../common/stage.ts";
import type { Stage } from "../../common/stage.ts";
import { csvTable } from "../../common/table.ts";
import { watchExample } from "../example.ts";
import { practiceSummary } from "../practice.ts";
import { requireWatch } from "../require-watch.ts";
import { tablesOf } from "../tables.ts";
import { satellitesOver } from "../coverage.ts";
import { findingOf, watchOf } from "../hotspot-finding.ts";
import { hotspotRow } from "../hotspot-row.ts";
import type { HotspotRow } from "../hotspot-row.ts";
import { hotspotsOf } from "../hotspots.ts";
import { FIRE_METHODOLOGY, fireParameters, firePractice, FIRE_REFERENCE } from "./terms.ts";
import type { FireParameters } from "./terms.ts";
import { smokeNear, smokeRow, smokeTables } from "./smoke.ts";
import type { SmokeRow } from "./smoke.ts";

/** Role of a table of hotspots in its item. */
const ROLE = "hotspots";

/**
 * One stage: every table of hotspots.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, SERVICE_NO_LOOK; later those of `hotspotsOf`
 */
const start = (input: Start<FireParameters>): Stage => {
  requireWatch(input);
  const { parameters } = input;
  const { assets, sceneOf, refused } = tablesOf(input, ROLE);
  const smoke = smokeTables(input);
  const readings = {
    ...Object.fromEntries(assets.map((asset, at) => [`table-${at}`, csvTable(asset, hotspotRow)] as const)),
    ...Object.fromEntries(smoke.map((asset, at) => [`smoke-${at}`, csvTable(asset, smokeRow)] as const)),
  };
  return stage(readings, (seen) => {
    const tables = assets.map((asset, at) => ({
      scene: sceneOf(asset),
      rows: seen[`table-${at}`] as readonly HotspotRow[],
    }));
    const listed = tables.map(({ scene, rows }) => ({
      scene,
      satellites: new Set(rows.map(({ satellite }) => satellite)),
    }));
    const soundings = smoke.flatMap((_, at) => seen[`smoke-${at}`] as readonly SmokeRow[]);
    return findingOf(input, {
      hotspots: tables.flatMap(({ scene, rows }) => hotspotsOf(scene, rows, parameters)),
      satellites: satellitesOver(listed, input.project.boundary, watchOf(input)),
      refused: refused.filter(({ sceneId }) => smoke.every((asset) => asset.sceneId !== sceneId)),
      ...(smoke.length === 0 ? {} : { corroboration: (fires) => smokeNear(soundings, fires, parameters.smoke) }),
    });
  });
};

/** What a project states of its stock, and what its rules ask of tables. */
const summary = ({ parameters }: CheckInput<FireParameters>): Readonly<Record<string, string>> => ({
  ...practiceSummary(parameters),
  tables: `FIRMS active fires as CSV, of at least ${parameters.observation.leastSatellites} satellites for the whole watch`,
});

/**
 * Active fires of MODIS and VIIRS, as FIRMS lists them: a loss where two overpasses or satellites agree, and otherwise no
 * finding. A hotspot is a pixel with a fire somewhere in it: nothing is said of what burned.
 */
export const fireHotspots: Service<FireParameters> = {
  id: "integrity",
  methodology: FIRE_METHODOLOGY,
  yields: "finding",
  parameters: fireParameters,
  practice: firePractice,
  refusals: (input) => refusalOf(() => requireWatch(input)),
  summary,
  example: watchExample(FIRE_METHODOLOGY, FIRE_REFERENCE),
  kernels: [],
  start,
};
