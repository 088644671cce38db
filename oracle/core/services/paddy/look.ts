import { blocksNear } from "../../ground/blocks-near.ts";
import { meet } from "../../grid/window.ts";
import { placeOf } from "../common/areas-on-grid.ts";
import type { Measurement } from "../common/outcome.ts";
import type { Start } from "../common/service.ts";
import { raster } from "../common/stage.ts";
import type { RasterReading } from "../common/stage.ts";
import { fieldKernel } from "./field-kernel.ts";
import type { SeenFields } from "./field-kernel.ts";
import { labelFields } from "./label-fields.ts";
import { measurePaddy } from "./measure.ts";
import type { PaddyParameters } from "./parameters.ts";
import { passesOf } from "./passes.ts";
import type { PaddyPlan } from "./plan.ts";
import type { Scheme } from "./scheme.ts";

/** What is known once the scenes are chosen. */
export type PaddyLookInput<P> = Omit<Start<P>, "scenes"> & { readonly plan: PaddyPlan };

/** How a plan's pixels become a measurement. */
export type PaddyLook = {
  readonly reading: RasterReading<SeenFields>;
  readonly measure: (seen: SeenFields) => Measurement;
};

/**
 * How a paddy project is looked at: windows that hold a part of a field or of the boundary, and in each the fields and
 * the ground near it.
 *
 * @throws SixfoldError SERVICE_DUPLICATE_FIELD, SERVICE_DATETIME
 */
export const lookAtPaddy = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  input: PaddyLookInput<P>,
): PaddyLook => {
  const { project, parameters, ground, plan } = input;
  const { grid } = plan;
  const { bufferPixels } = parameters.observation;
  const fields = labelFields(project.fields).map(({ label, id, boundary }) => ({
    field: { label, id, boundary },
    place: placeOf(grid, boundary.coordinates, project.edgeLevel, bufferPixels),
  }));
  const parts = project.boundary.coordinates.map((polygon) =>
    placeOf(grid, [polygon], project.edgeLevel, bufferPixels),
  );
  const { passOf } = passesOf(plan);
  const groundNear = blocksNear(ground);
  return {
    reading: raster({
      grid,
      steps: plan.steps,
      kernel: fieldKernel,
      isWanted: (window) => [...fields.map(({ place }) => place), ...parts].some((place) => meet(place, window)),
      parametersOf: (window) => ({
        grid,
        window,
        fields: fields.filter(({ place }) => meet(place, window)).map(({ field }) => field),
        fieldCount: fields.length,
        ground: groundNear(grid, window),
        bufferPixels,
        passes: passOf,
      }),
    }),
    measure: (seen) => measurePaddy(scheme, input, seen),
  };
};
