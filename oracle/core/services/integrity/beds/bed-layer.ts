import type { Block } from "../../../ground/types.ts";
import type { Layer } from "../../../raster/layer.ts";
import { classLayer } from "../../common/class-layer.ts";
import type { Project } from "../../common/types.ts";

/** Beds over claimed ground by their cells: 0 none in either survey, 1 in both, 2 in the later alone, 3 in the earlier alone. */
export const bedLayer = (
  project: Project,
  ground: readonly Block[],
  before: readonly Block[],
  after: readonly Block[],
): Layer =>
  classLayer("beds", project, ground, [before, after], ([then, now]) =>
    then === 1 ? (now === 1 ? 1 : 3) : now === 1 ? 2 : 0,
  );
