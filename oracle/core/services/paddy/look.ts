import { blocksNear } from "../../ground/blocks-near.ts";
import { meet } from "../../grid/window.ts";
import { placeOf } from "../common/areas-on-grid.ts";
import type { Start } from "../common/service.ts";
import { raster, stage } from "../common/stage.ts";
import type { RasterReading, Stage } from "../common/stage.ts";
import { chooseFor } from "./choose.ts";
import { fieldKernel } from "./field-kernel.ts";
import type { SeenFields } from "./field-kernel.ts";
import { labelFields } from "./label-fields.ts";
import { measurePaddy } from "./measure.ts";
import type { PaddyParameters } from "./terms.ts";
import { passesOf } from "./passes.ts";
import type { PaddyPlan } from "./plan.ts";
import type { Scheme } from "./scheme.ts";

/** What is known once the scenes are chosen. */
export type PaddyLookInput<P> = Omit<Start<P>, "scenes"> & { readonly plan: PaddyPlan };

/** Windows that hold a part of a field or of the boundary, and in each the fields and the ground near it. */
export const readFields = <P extends PaddyParameters>(
  { project, parameters, ground, plan: { grid } }: PaddyLookInput<P>,
  steps: PaddyPlan["steps"],
): RasterReading<SeenFields> => {
  const { bufferPixels } = parameters.observation;
  const fields = labelFields(project.fields).map(({ label, id, boundary }) => ({
    field: { label, id, boundary },
    place: placeOf(grid, boundary.coordinates, project.edgeLevel, bufferPixels),
  }));
  const parts = project.boundary.coordinates.map((polygon) =>
    placeOf(grid, [polygon], project.edgeLevel, bufferPixels),
  );
  const ordered = passesOf({ steps });
  const groundNear = blocksNear(ground);
  return raster({
    grid,
    steps,
    kernel: fieldKernel,
    isWanted: (window) => [...fields.map(({ place }) => place), ...parts].some((place) => meet(place, window)),
    parametersOf: (window) => ({
      grid,
      window,
      fields: fields.filter(({ place }) => meet(place, window)).map(({ field }) => field),
      fieldCount: fields.length,
      ground: groundNear(grid, window),
      bufferPixels,
      passes: ordered.passOf,
    }),
  });
};

/**
 * How a paddy project is looked at once its scenes are chosen: all fields in the history, by which controls are chosen;
 * then the project's fields and those controls in the period.
 *
 * @throws SixfoldError SERVICE_DUPLICATE_FIELD, SERVICE_DATETIME; later those of `chooseFor` and `measurePaddy`
 */
export const lookAtPaddy = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  input: PaddyLookInput<P>,
): Stage =>
  stage({ history: readFields(input, input.plan.history) }, ({ history }) => {
    const chosen = chooseFor(input, history);
    const controls = new Set([...chosen.byField.values()].flat());
    const fields = input.project.fields.filter(({ id, role }) => role === "project" || controls.has(id));
    const followed = { ...input, project: { ...input.project, fields } };
    return stage({ fields: readFields(followed, input.plan.steps) }, (seen) =>
      measurePaddy(scheme, followed, chosen, seen.fields),
    );
  });
