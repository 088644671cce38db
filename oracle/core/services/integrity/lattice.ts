import { SixfoldError } from "../../errors.ts";
import { sameLattice } from "../../grid/lattice.ts";
import type { Grid } from "../../grid/types.ts";
import type { Boundary } from "../../ground/types.ts";
import type { SceneAsset } from "../../scenes/types.ts";
import { gridOver } from "../common/areas-on-grid.ts";
import { gridOfAsset } from "../common/grids.ts";
import { pixelSizeM } from "../common/pixel-size.ts";
import type { Project } from "../common/types.ts";

const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule });
};

/**
 * The pixels that all files share, over the boundary, every cell that it can claim, and other areas.
 *
 * @param files at least one, of the bands that are looked at together.
 * @throws SixfoldError SERVICE_PIXEL_SIZE, SERVICE_LATTICE: nothing is resampled
 */
export const sharedGrid = (
  files: readonly SceneAsset[],
  { boundary, edgeLevel }: Project,
  maxPixelM: number,
  others: readonly Boundary[] = [],
): Grid => {
  const grids = files.map((file) => gridOfAsset(file) ?? refuse("SERVICE_LATTICE", file.href, null, "north-up pixels"));
  const [lattice, ...rest] = grids as [Grid, ...Grid[]];
  const pixelM = pixelSizeM(lattice);
  if (pixelM > maxPixelM) refuse("SERVICE_PIXEL_SIZE", "scenes/maxPixelM", pixelM, `pixels of at most ${maxPixelM} m`);
  const off = rest.find((grid) => !sameLattice(lattice, grid));
  if (off !== undefined)
    refuse(
      "SERVICE_LATTICE",
      "scenes",
      { first: lattice, other: off },
      "bands looked at together share one pixel lattice",
    );
  return gridOver(lattice, [boundary, ...others], edgeLevel);
};
