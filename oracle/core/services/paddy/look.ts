import { blocksNear } from "../../ground/blocks-near.ts";
import type { Grid } from "../../grid/types.ts";
import { meet, type Window } from "../../grid/window.ts";
import type { Measurement } from "../common/outcome.ts";
import type { Start } from "../common/service.ts";
import { raster, type RasterReading } from "../common/stage.ts";
import { fieldKernel, type SeenFields } from "./field-kernel.ts";
import { labelFields } from "./label-fields.ts";
import { measurePaddy } from "./measure.ts";
import type { PaddyParameters } from "./parameters.ts";
import { passesOf } from "./passes.ts";
import type { PaddyPlan } from "./plan.ts";
import { projectedBox } from "./projected-box.ts";
import type { Scheme } from "./scheme.ts";

/** The pixels of a grid that a box in its CRS touches, with a margin. */
const windowOf = (
  grid: Grid,
  [west, south, east, north]: readonly [number, number, number, number],
  margin: number,
): Window => {
  const col = Math.floor((west - grid.originX) / grid.pixelWidth) - margin;
  const row = Math.floor((grid.originY - north) / grid.pixelHeight) - margin;
  return {
    col,
    row,
    width: Math.ceil((east - grid.originX) / grid.pixelWidth) + margin - col,
    height: Math.ceil((grid.originY - south) / grid.pixelHeight) + margin - row,
  };
};

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
 * @throws ServiceError SERVICE_DUPLICATE_FIELD, SERVICE_DATETIME
 */
export const lookAtPaddy = <P extends PaddyParameters, R extends string>(
  scheme: Scheme<P, R>,
  input: PaddyLookInput<P>,
): PaddyLook => {
  const { project, parameters, ground, plan } = input;
  const { grid } = plan;
  const { bufferPixels } = parameters.observation;
  const placeOf = (polygons: Parameters<typeof projectedBox>[1]): Window =>
    windowOf(grid, projectedBox(grid.epsg, polygons, project.edgeLevel), bufferPixels);
  const fields = labelFields(project.fields).map(({ label, id, boundary }) => ({
    field: { label, id, boundary },
    place: placeOf(boundary.coordinates),
  }));
  const parts = project.boundary.coordinates.map((polygon) => placeOf([polygon]));
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
