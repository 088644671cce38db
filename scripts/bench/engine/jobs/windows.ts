import type { Grid } from "../../../../oracle/core/grid/types.ts";
import { planWindows } from "../../../../oracle/core/grid/window.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import type { OpenBand } from "../../../../oracle/core/assets/open-band.ts";

/** Windows along a file's own blocks. */
export const windowsOf = (
  grid: Grid,
  { source }: OpenBand,
  isWanted: (window: Window) => boolean,
): readonly Window[] => {
  const { blockWidth, blockHeight } = source.layout;
  return planWindows(grid, { col: -source.col, row: -source.row, blockWidth, blockHeight }, isWanted);
};
