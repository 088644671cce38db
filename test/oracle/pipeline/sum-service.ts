import * as z from "zod";

import { groundMask } from "../../../oracle/core/ground/ground-mask.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import { wholeOf } from "../../../oracle/core/grid/window.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { ipccExample } from "../../../oracle/core/services/paddy/example.ts";
import type { Measurement } from "../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../oracle/core/services/common/service.ts";
import { raster, stage } from "../../../oracle/core/services/common/stage.ts";
import type { Stage } from "../../../oracle/core/services/common/stage.ts";
import { rowsOf } from "../../helpers/layers.ts";

/** A file of 512 by 512 pixels of about 11 m; the service looks at a window in one corner of it. */
export const FILE_GRID: Grid = {
  epsg: 4326,
  width: 512,
  height: 512,
  originX: 105.2,
  originY: 10.4,
  pixelWidth: 0.0001,
  pixelHeight: 0.0001,
};
const WINDOW: Grid = { ...FILE_GRID, width: 40, height: 30 };

/** Sums scenes pixel by pixel where ground is claimed. Small enough to check by hand, real enough to read files. */
export const sumService: Service<unknown> = {
  id: "test",
  methodology: "sum",
  yields: "measurement",
  parameters: z.strictObject({ version: z.string(), factor: z.int() }),
  practice: z.strictObject({}),
  refusals: () => [],
  summary: () => ({}),
  example: ipccExample,
  kernels: [anyKernel(pixels)],
  start: ({ scenes, project: { period }, parameters, ground }) => {
    const steps = scenes
      .filter(({ datetime }) => datetime < period.end)
      .map(({ id }) => [{ sceneId: id, assetKey: "data", band: "value" }]);
    const looks = raster({
      grid: WINDOW,
      steps,
      kernel: pixels,
      isWanted: () => true,
      parametersOf: (window) => ({ window, bands: steps.map(() => 1) }),
    });
    return stage({ looks }, (seen) => {
      const { factor } = parameters as { factor: number };
      const { width } = WINDOW;
      const mask = groundMask(WINDOW, wholeOf(WINDOW), ground);
      const values = new Int32Array(mask.length).fill(-1);
      for (const { window, planes } of seen.looks)
        for (let at = 0; at < window.width * window.height; at += 1) {
          const i = (window.row + Math.floor(at / window.width)) * width + window.col + (at % window.width);
          if (mask[i] === 1) values[i] = planes.reduce((sum, [plane]) => sum + plane![at]!, 0) * factor;
        }
      const claimed = BigInt(mask.reduce((sum, one) => sum + one, 0));
      return {
        kind: "measurement",
        measuredKg: BigInt(values.reduce((sum, value) => sum + Math.max(value, 0), 0)),
        baselineKg: 5n,
        leakageKg: 1n,
        halfWidthKg: 2n,
        claimedM2: claimed * 121n,
        observedM2: claimed * 120n,
        layers: [{ name: "sum", grid: WINDOW, rows: rowsOf(WINDOW, values), nodata: -1, unit: "1", scale: 1 }],
        refused: [],
        diagnostics: { looks: steps.length, third: 1 / 3 },
      };
    });
  },
};

/** The same service with another measurement. */
export const measuringOtherwise = (change: Partial<Measurement>): Service<unknown> => ({
  ...sumService,
  start: (input) => {
    const { readings, next } = sumService.start(input) as Stage;
    return { readings, next: (seen) => ({ ...(next(seen) as Measurement), ...change }) };
  },
});
