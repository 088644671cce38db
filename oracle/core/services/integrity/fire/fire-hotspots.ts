import { SixfoldError } from "../../../errors.ts";
import { assetsWith, CSV } from "../../common/assets-with.ts";
import { refusalOf } from "../../common/refusal-of.ts";
import type { CheckInput, Service, Start } from "../../common/service.ts";
import { stage } from "../../common/stage.ts";
import type { Stage } from "../../common/stage.ts";
import { csvTable } from "../../common/table.ts";
import { watchExample } from "../example.ts";
import { requireWatch } from "../require-watch.ts";
import { findingOf } from "./finding.ts";
import { hotspotRow } from "./hotspot-row.ts";
import { hotspotsOf } from "./hotspots.ts";
import { FIRE_METHODOLOGY, fireParameters, firePractice } from "./parameters.ts";
import type { FireParameters } from "./parameters.ts";
import { FIRE_REFERENCE } from "./terms.ts";

/** Role of a table of hotspots in its item. */
const ROLE = "hotspots";

/**
 * One stage: every table of hotspots.
 *
 * @throws SixfoldError SERVICE_NOTHING_CLAIMED, SERVICE_PERIOD, SERVICE_NO_LOOK; later those of `hotspotsOf`
 */
const start = (input: Start<FireParameters>): Stage => {
  requireWatch(input);
  const { project, parameters, scenes } = input;
  const usable = scenes.filter(({ simulated }) => !simulated || project.simulated);
  const assets = assetsWith(usable, CSV, ROLE);
  const refused = scenes
    .filter(({ id }) => assets.every(({ sceneId }) => sceneId !== id))
    .map(({ id, simulated }) => ({
      sceneId: id,
      rule: simulated && !project.simulated ? "scene-simulated" : "scene-without-hotspots",
    }));
  if (assets.length === 0)
    throw new SixfoldError({
      code: "SERVICE_NO_LOOK",
      failure: "check",
      field: "scenes",
      value: { refused },
      rule: `a watch has at least one table of hotspots: a CSV asset of the role ${ROLE}`,
    });
  const readings = Object.fromEntries(assets.map((asset, at) => [`table-${at}`, csvTable(asset, hotspotRow)] as const));
  return stage(readings, (seen) => {
    const tables = assets.map(({ sceneId }, at) => ({
      scene: usable.find(({ id }) => id === sceneId)!,
      rows: seen[`table-${at}`]!,
    }));
    const listed = tables.map(({ scene, rows }) => ({
      scene,
      satellites: new Set(rows.map(({ satellite }) => satellite)),
    }));
    const hotspots = tables.flatMap(({ scene, rows }) => hotspotsOf(scene, rows, parameters));
    return findingOf(input, listed, hotspots, refused);
  });
};

/** What a project states of its stock, and what its rules ask of tables. */
const summary = ({ parameters }: CheckInput<FireParameters>): Readonly<Record<string, string>> => ({
  stock: `${parameters.stockKgPerHa.lower} to ${parameters.stockKgPerHa.upper} kg CO2e/ha before any loss, as the project states`,
  watch: `from ${parameters.watchFrom}`,
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
