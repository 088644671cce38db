import type * as z from "zod";

import type { Scene, SceneAsset } from "../../../scenes/types.ts";
import { placed, unplaced } from "../../common/grids.ts";
import { stage } from "../../common/stage.ts";
import type { AssetRef, Stage } from "../../common/stage.ts";
import { csvTable } from "../../common/table.ts";

export type MapFile = { readonly scene: Scene; readonly asset: SceneAsset };

/**
 * The stage before the pixels: the grids that items do not state, and the table that calibrates, where there is one.
 *
 * @param next from the files with their grids, and the table's rows, to the pixels.
 */
export const mapsAndTable = <R extends z.ZodObject>(
  { scenes, files }: { readonly scenes: readonly Scene[]; readonly files: readonly MapFile[] },
  table: { readonly asset: AssetRef | undefined; readonly row: R },
  next: (maps: readonly SceneAsset[], rows: readonly z.infer<R>[] | undefined) => Stage,
): Stage => {
  const assets = unplaced(files);
  const go = (grids: Parameters<typeof placed>[2], rows: readonly z.infer<R>[] | undefined): Stage => {
    const known = placed(scenes, assets, grids);
    return next(
      files.map(({ scene, asset }) => known.find(({ id }) => id === scene.id)!.assets[asset.key]!),
      rows,
    );
  };
  const grids = { kind: "grids", assets } as const;
  return table.asset === undefined
    ? stage({ grids }, (seen) => go(seen.grids, undefined))
    : stage({ grids, rows: csvTable(table.asset, table.row) }, (seen) => go(seen.grids, seen.rows));
};
