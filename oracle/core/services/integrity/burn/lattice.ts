import { SixfoldError } from "../../../errors.ts";
import { sameLattice } from "../../../grid/lattice.ts";
import type { Grid } from "../../../grid/types.ts";
import type { SceneAsset } from "../../../scenes/types.ts";
import { gridOver } from "../../common/areas-on-grid.ts";
import { gridOfAsset } from "../../common/grids.ts";
import { pixelSizeM } from "../../common/pixel-size.ts";
import type { Project } from "../../common/types.ts";
import type { BurnRules } from "./terms.ts";

/** Areas of a project whose ground may give an offset. */
export const referencesOf = ({ fields }: Project) =>
  fields.filter(({ role }) => role === "control").map(({ boundary }) => boundary);

const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule });
};

/**
 * The pixels that both scenes share, over the boundary, every cell that it can claim, and the reference.
 *
 * @param files of the pair's four bands.
 * @throws SixfoldError SERVICE_PIXEL_SIZE, SERVICE_LATTICE: nothing is resampled
 */
export const gridOfPair = (files: readonly SceneAsset[], project: Project, { scenes }: BurnRules): Grid => {
  const grids = files.map((file) => gridOfAsset(file) ?? refuse("SERVICE_LATTICE", file.href, null, "north-up pixels"));
  const [lattice, ...others] = grids as [Grid, ...Grid[]];
  const pixelM = pixelSizeM(lattice);
  if (pixelM > scenes.maxPixelM)
    refuse("SERVICE_PIXEL_SIZE", "scenes/maxPixelM", pixelM, `pixels of at most ${scenes.maxPixelM} m`);
  const off = others.find((grid) => !sameLattice(lattice, grid));
  if (off !== undefined)
    refuse("SERVICE_LATTICE", "scenes", { first: lattice, other: off }, "a pair's bands share one pixel lattice");
  return gridOver(lattice, [project.boundary, ...referencesOf(project)], project.edgeLevel);
};
