import type { Grid } from "../../grid/types.ts";
import { sameLattice } from "../../grid/lattice.ts";
import type { Scene } from "../../scenes/types.ts";
import { dayOf } from "../common/day.ts";
import { gridOfAsset } from "../common/grids.ts";
import { pixelSizeM } from "../common/pixel-size.ts";
import type { Project } from "../common/types.ts";
import { bandOf } from "../common/polarisation.ts";

/** Why a scene is not used. */
export type SceneRule =
  | "scene-outside-period"
  | "scene-simulated"
  | "scene-duplicate"
  | "scene-without-track"
  | "scene-without-vv-and-vh"
  | "scene-without-lattice"
  | "scene-pixel-too-large"
  | "scene-other-crs"
  | "scene-off-lattice";

/** A scene that stands by itself, with the grid that its two polarisations share. */
export type UsableScene = { readonly scene: Scene; readonly track: string; readonly grid: Grid };

/** Judges a scene by itself; rules that compare scenes are the plan's. */
export const judgeScene = (scene: Scene, project: Project, maxPixelM: number): UsableScene | SceneRule => {
  const day = dayOf(scene.datetime);
  const spans = [project.period, ...(project.history === undefined ? [] : [project.history])];
  if (!spans.some(({ start, end }) => day >= dayOf(start) && day < dayOf(end))) return "scene-outside-period";
  if (scene.simulated && !project.simulated) return "scene-simulated";
  if (scene.track === undefined) return "scene-without-track";
  const [vv, vh] = [bandOf(scene, "vv"), bandOf(scene, "vh")];
  if (vv === undefined || vh === undefined) return "scene-without-vv-and-vh";
  const [grid, other] = [gridOfAsset(vv.asset), gridOfAsset(vh.asset)];
  if (grid === undefined || other === undefined) return "scene-without-lattice";
  if (pixelSizeM(grid) > maxPixelM) return "scene-pixel-too-large";
  if (!sameLattice(grid, other)) return "scene-off-lattice";
  return { scene, track: scene.track, grid };
};
