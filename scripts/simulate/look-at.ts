import type { Grid } from "../../oracle/core/grid/types.ts";
import { createCore } from "../../oracle/core/wasm/core.ts";
import { gridOf } from "../../oracle/core/grid/window.ts";
import type { BlockLattice, Window } from "../../oracle/core/grid/window.ts";
import type { RasterReading } from "../../oracle/core/services/common/stage.ts";

const core = createCore(2 ** 28);

/** Windows of exactly a lattice's blocks. */
const windowsOf = (grid: Grid, { col, row, blockWidth, blockHeight }: BlockLattice): readonly Window[] => {
  const windows: Window[] = [];
  for (let top = row; top < grid.height; top += blockHeight)
    for (let left = col; left < grid.width; left += blockWidth) {
      const [x, y] = [Math.max(left, 0), Math.max(top, 0)];
      const width = Math.min(left + blockWidth, grid.width) - x;
      const height = Math.min(top + blockHeight, grid.height) - y;
      if (width > 0 && height > 0) windows.push({ col: x, row: y, width, height });
    }
  return windows;
};

/** What a reading sees of planes in memory, in windows of a lattice (one whole window where absent), last window first. */
export const seeAll = <S>(
  look: RasterReading<S>,
  steps: readonly (readonly { readonly values: Float32Array }[])[],
  lattice?: BlockLattice,
): S => {
  const { grid } = look;
  const whole = { col: 0, row: 0, blockWidth: grid.width, blockHeight: grid.height };
  const parts = windowsOf(grid, lattice ?? whole)
    .toReversed()
    .filter(look.isWanted)
    .map((window) => {
      const mark = core.mark();
      const run = look.kernel.open(core, gridOf(grid, window), structuredClone(look.parametersOf(window)));
      steps.forEach((step, index) => {
        for (let firstRow = 0; firstRow < window.height; firstRow += 7) {
          const inner = core.mark();
          const rows = Math.min(7, window.height - firstRow);
          const bands = step.map(({ values }) => {
            const at = core.alloc(rows * window.width * 4);
            for (let y = 0; y < rows; y += 1) {
              const from = (window.row + firstRow + y) * grid.width + window.col;
              core.f32(at, rows * window.width).set(values.subarray(from, from + window.width), y * window.width);
            }
            return at;
          });
          run.strip(index, { firstRow, rows, width: window.width, bands });
          core.release(inner);
        }
      });
      const result = structuredClone(run.close());
      core.release(mark);
      return result;
    });
  return look.kernel.merge(parts) as S;
};
