import { MIN_LOOKS } from "../../controls/units.ts";
import { SixfoldError } from "../../errors.ts";
import type { Grid } from "../../grid/types.ts";
import { sameLattice } from "../../grid/lattice.ts";
import type { Scene } from "../../scenes/types.ts";
import { gridOver } from "../common/areas-on-grid.ts";
import { dateOf, dayOf } from "../common/day.ts";
import type { Start } from "../common/service.ts";
import type { BandRef } from "../common/stage.ts";
import type { Project, RefusedScene } from "../common/types.ts";
import type { PaddyParameters } from "./terms.ts";
import { passesOf } from "./passes.ts";
import { bandOf, POLARISATIONS } from "../common/polarisation.ts";
import { judgeScene } from "./scene-rules.ts";
import type { SceneRule, UsableScene } from "./scene-rules.ts";

/** A band with what tells its pass. */
export type PaddyBand = BandRef & { readonly datetime: string; readonly track: string };

export type PaddyPlan = {
  readonly grid: Grid;
  /** Both polarisations of each frame of the history, in the order of passes. */
  readonly history: readonly (readonly PaddyBand[])[];
  /** The same of the period. */
  readonly steps: readonly (readonly PaddyBand[])[];
  readonly refused: readonly RefusedScene[];
};

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code: "SERVICE_REVISIT", failure: "check", field, value, rule });
};

const byTime = (a: Scene, b: Scene): number =>
  a.datetime < b.datetime ? -1 : a.datetime > b.datetime ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** Scenes that hold together, in order: one lattice, that of the first, and no acquisition twice. */
const sieve = (
  scenes: readonly Scene[],
  project: Project,
  maxPixelM: number,
): { readonly used: readonly UsableScene[]; readonly refused: readonly RefusedScene[] } => {
  const used: UsableScene[] = [];
  const refused: RefusedScene[] = [];
  const seen = new Set<string>();
  for (const scene of [...scenes].sort(byTime)) {
    const reject = (rule: SceneRule): void => void refused.push({ sceneId: scene.id, rule });
    const judged = judgeScene(scene, project, maxPixelM);
    const lattice = used[0]?.grid;
    if (typeof judged === "string") reject(judged);
    else if (seen.has(scene.id) || seen.has(`${judged.track} ${scene.datetime}`)) reject("scene-duplicate");
    else if (lattice !== undefined && judged.grid.epsg !== lattice.epsg) reject("scene-other-crs");
    else if (lattice !== undefined && !sameLattice(lattice, judged.grid)) reject("scene-off-lattice");
    else {
      used.push(judged);
      seen.add(scene.id).add(`${judged.track} ${scene.datetime}`);
    }
  }
  return { used, refused };
};

/** Whether a scene is of what was before the project. */
const isHistory = (datetime: string, { history }: Project): boolean =>
  history !== undefined && dayOf(datetime) < dayOf(history.end);

/** @throws SixfoldError SERVICE_HISTORY where no line can be drawn through what was before. */
const requireHistory = (history: readonly (readonly PaddyBand[])[]): void => {
  const days = new Set(history.flat().map(({ datetime }) => dayOf(datetime))).size;
  if (days < MIN_LOOKS) {
    throw new SixfoldError({
      code: "SERVICE_HISTORY",
      failure: "check",
      field: "history",
      value: days,
      rule: `scenes of at least ${MIN_LOOKS} days of the history: controls are chosen by them`,
    });
  }
};

/** Every season has enough scenes, none further apart than `maxGapDays`, the season's two ends included. */
const requireRevisit = (used: readonly UsableScene[], { seasons, observation }: PaddyParameters): void => {
  const days = [...new Set(used.map(({ scene }) => dayOf(scene.datetime)))].sort((a, b) => a - b);
  for (const { id, start, end } of seasons) {
    const [first, last] = [dayOf(start), dayOf(end)];
    const inside = days.filter((day) => day >= first && day < last);
    if (inside.length < observation.minLooks) {
      refuse(`seasons/${id}`, inside.length, `a season has at least ${observation.minLooks} scenes`);
    }
    [...inside, last].reduce((before, day) => {
      if (day - before > observation.maxGapDays) {
        refuse(
          `seasons/${id}`,
          { from: dateOf(before), to: dateOf(day), days: day - before },
          `scenes of a season are at most ${observation.maxGapDays} days apart`,
        );
      }
      return day;
    }, first);
  }
};

/**
 * Which bands of which scenes are read over which grid. Scenes are taken in order of time and id, whatever order they
 * come in, and handed on pass by pass; those that break a rule are refused by its name.
 *
 * @throws SixfoldError SERVICE_REVISIT, SERVICE_HISTORY, SERVICE_DATETIME
 * @throws SixfoldError for a CRS the oracle does not know
 */
export const planPaddy = (input: Start<PaddyParameters>): PaddyPlan => {
  const { project, parameters, scenes } = input;
  const { used, refused } = sieve(scenes, project, parameters.observation.maxPixelM);
  requireRevisit(used, parameters);
  const [first] = used as readonly [UsableScene, ...UsableScene[]];
  const steps = used.map(({ scene, track }) =>
    POLARISATIONS.flatMap((polarisation): readonly PaddyBand[] => {
      const found = bandOf(scene, polarisation);
      if (found === undefined) return [];
      const { asset, band } = found;
      return [{ sceneId: scene.id, datetime: scene.datetime, track, assetKey: asset.key, band: band.name }];
    }),
  );
  const areas = [project.boundary, ...project.fields.map(({ boundary }) => boundary)];
  const grid = gridOver(first.grid, areas, project.edgeLevel);
  const stepsOf = (before: boolean): PaddyPlan["steps"] =>
    passesOf({ steps: steps.filter(([band]) => isHistory(band?.datetime ?? "", project) === before) }).steps;
  const history = stepsOf(true);
  requireHistory(history);
  return { grid, history, steps: stepsOf(false), refused };
};
