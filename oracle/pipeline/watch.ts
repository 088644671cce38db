import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { checkFiles } from "../core/evidence/manifest.ts";
import { outputLayer } from "../core/evidence/output-layer.ts";
import { bytesOf } from "../core/evidence/stored.ts";
import { projection } from "../core/grid/projection.ts";
import { cellCentres } from "../core/ground/cells-where.ts";
import { lonLatOfVector } from "../core/ground/s2.ts";
import { readRows } from "../core/raster/layer.ts";
import type { Finding } from "../core/services/common/outcome.ts";
import type { Methodology } from "../core/services/index.ts";
import { parsed, PROJECT_DOCUMENT } from "../core/services/common/parse.ts";
import { services } from "../core/services/index.ts";
import { HARM_MAPS } from "../core/services/integrity/union.ts";
import type { Hazard } from "../core/services/integrity/union.ts";
import type { Analysis } from "./analyse.ts";
import { filesBeside, projectFileOf, readProjectJson } from "./load-project.ts";

/** Methodologies that watch a project, whatever its pool. */
export const watchMethodologies = (): readonly Methodology[] => services().filter(({ id }) => id === "integrity");

type ProjectJson = { readonly practice?: Readonly<Record<string, unknown>> };

/**
 * Writes a project's files anew for one methodology of the watch: of its practice what that methodology asks for, watched
 * from a day on.
 *
 * @returns the folder that holds them.
 * @throws SixfoldError PIPELINE_PROJECT_UNREADABLE
 */
export const writeWatched = async (
  project: string,
  { practice: schema }: Methodology,
  since: string,
  out: string,
): Promise<string> => {
  const file = await projectFileOf(project);
  const json = (await readProjectJson(file)) as ProjectJson;
  const { boundary, fields } = filesBeside(file, json);
  const asked = Object.keys((schema as z.ZodObject).shape);
  const stated: Readonly<Record<string, unknown>> = { ...json.practice, watchFrom: since };
  const practice = Object.fromEntries(asked.flatMap((key) => (key in stated ? [[key, stated[key]]] : [])));
  await mkdir(out, { recursive: true });
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(out, name), `${JSON.stringify(value, null, 1)}\n`);
  const named = fields === undefined ? {} : { fields: "fields.geojson" };
  await write("project.json", { ...json, boundary: "boundary.geojson", ...named, practice });
  await write("boundary.geojson", await readProjectJson(boundary));
  if (fields !== undefined) await write("fields.geojson", await readProjectJson(fields));
  return out;
};

/**
 * A found loss as a hazard: the claimed cells whose centre its map shows as harmed.
 *
 * @throws SixfoldError of `checkFiles` and `outputLayer`
 */
export const hazardOf = async (methodology: string, { files, outcome, ground }: Analysis): Promise<Hazard> => {
  const finding = outcome as Finding;
  const { map, isHarm } = HARM_MAPS[methodology]!;
  const { outputs } = await checkFiles(files);
  const output = outputs.find(({ path }) => path === `outputs/${map}.tif`);
  if (output === undefined)
    throw new SixfoldError({
      code: "PIPELINE_MAP",
      failure: "check",
      field: `outputs/${map}.tif`,
      value: null,
      rule: `a finding of ${methodology} has this map`,
    });
  const layer = await outputLayer(output, await bytesOf(files.get(output.path)!));
  const { grid } = layer;
  const values = await readRows(layer, 0, grid.height);
  const { fromLonLat } = projection(grid.epsg);
  const centres = cellCentres(ground);
  const cells = centres.flatMap((centre, cell) => {
    const [x, y] = fromLonLat(...lonLatOfVector(centre));
    const [col, row] = [
      Math.floor((x - grid.originX) / grid.pixelWidth),
      Math.floor((grid.originY - y) / grid.pixelHeight),
    ];
    const isInside = col >= 0 && row >= 0 && col < grid.width && row < grid.height;
    return isInside && isHarm(values[row * grid.width + col]!) ? [cell] : [];
  });
  const { lastUnharmed, firstSeen, lowerKg, upperKg } = finding;
  return { lastUnharmed, firstSeen, lowerKg, upperKg, cells: cells.length > 0 ? cells : [...centres.keys()] };
};

const stated = z.looseObject({
  practice: z.looseObject({ stockKgPerHa: z.looseObject({ upper: z.int().min(0) }) }),
});

/** Upper bound of the stock of all that is claimed, kg, as the project states it. @throws SixfoldError SERVICE_PROJECT */
export const stockOf = async (project: string, findings: readonly Pick<Finding, "claimedM2">[]): Promise<bigint> => {
  const json = await readProjectJson(await projectFileOf(project));
  const { stockKgPerHa } = parsed(stated, PROJECT_DOCUMENT, json).practice;
  const most = findings.reduce((area, { claimedM2 }) => (claimedM2 > area ? claimedM2 : area), 0n);
  return (most * BigInt(stockKgPerHa.upper) + 9_999n) / 10_000n;
};
