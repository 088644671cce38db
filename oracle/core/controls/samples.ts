import type { Observed } from "./contrast.ts";
import type { Matched } from "./match.ts";
import type { Study } from "./units.ts";

/** Both sides of a comparison, a value for each matched unit. */
export type Samples = { readonly project: readonly Observed[]; readonly controls: readonly Observed[] };

/**
 * Matched units with their weights: a project unit's is its area, and its controls share it evenly, so that the
 * difference of the sides' means is the mean of what the units differ from their own controls, by area.
 *
 * @param projectValue of a project unit, `controlValue` of a candidate, by their rows.
 */
export const samplesOf = (
  { project, candidates }: Study,
  matched: readonly Matched[],
  projectValue: (row: number) => number,
  controlValue: (row: number) => number,
): Samples => ({
  project: matched.map(({ unit }) => ({
    value: projectValue(unit),
    weight: project.areasM2[unit] as number,
    cluster: project.clusters[unit] as string,
  })),
  controls: matched.flatMap(({ unit, controls }) =>
    controls.map((row) => ({
      value: controlValue(row),
      weight: (project.areasM2[unit] as number) / controls.length,
      cluster: candidates.clusters[row] as string,
    })),
  ),
});
