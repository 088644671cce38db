import { refused } from "../../../errors.ts";
import { pixelAreas } from "../../../grid/pixel-area.ts";
import type { Grid } from "../../../grid/types.ts";
import { blocksNear } from "../../../ground/blocks-near.ts";
import { groundMask } from "../../../ground/ground-mask.ts";
import type { Block } from "../../../ground/types.ts";
import type { Scene } from "../../../scenes/types.ts";
import { gridOver } from "../../common/areas-on-grid.ts";
import { dateOf } from "../../common/day.ts";
import type { Project } from "../../common/types.ts";
import { requireInTable } from "../in-table.ts";
import { spanOf } from "../scene-span.ts";
import { alertOf, CONFIDENCES } from "./alert-code.ts";
import type { Alert } from "./alert-code.ts";
import type { AlertRow } from "./alert-row.ts";

/** Pixels of the integrated alerts, degrees: GLAD-S2's, about 10 m. */
const PIXEL_DEGREES = 0.0001;
const LATTICE = { epsg: 4326, width: 3_600_000, height: 1_800_000, originX: -180, originY: 90 };

/** The integrated alerts' pixels over a project. */
export const alertGrid = ({ boundary, edgeLevel }: Project): Grid =>
  gridOver({ ...LATTICE, pixelWidth: PIXEL_DEGREES, pixelHeight: PIXEL_DEGREES }, [boundary], edgeLevel);

/** A claimed pixel with an alert. */
export type AlertPixel = Alert & { readonly m2: number };

const isSurer = (one: Alert, other: Alert): boolean => {
  const order = CONFIDENCES.indexOf(one.confidence) - CONFIDENCES.indexOf(other.confidence);
  return order === 0 ? one.day < other.day : order > 0;
};

const SECONDS_PER_DAY = 86_400n;

/**
 * Alerts of some days in claimed pixels, by the pixel's number on a grid, row-major: of each pixel the surest, and of
 * equally sure ones the first.
 *
 * @param days first, and the one after the last.
 * @throws SixfoldError SERVICE_ALERT_CODE, SERVICE_ALERT_PLACE, SERVICE_ALERT_DATE
 */
export const alertPixels = (
  tables: readonly { readonly scene: Scene; readonly rows: readonly AlertRow[] }[],
  grid: Grid,
  ground: readonly Block[],
  [from, end]: readonly [number, number],
): ReadonlyMap<number, AlertPixel> => {
  const near = blocksNear(ground);
  const pixels = new Map<number, AlertPixel>();
  for (const { scene, rows } of tables) {
    const span = spanOf(scene);
    rows.forEach(({ latitude, longitude, alert: code }, index) => {
      const field = `${scene.id}#row ${index + 2}`;
      requireInTable(scene, { latitude, longitude }, PIXEL_DEGREES / 2, "SERVICE_ALERT_PLACE", field);
      const alert = alertOf(code, `${field}, column alert`);
      if (alert === undefined) return;
      if (BigInt(alert.day + 1) * SECONDS_PER_DAY <= span.from || BigInt(alert.day) * SECONDS_PER_DAY > span.to)
        throw refused("SERVICE_ALERT_DATE", field, dateOf(alert.day), "an alert is of its table's time range");
      if (alert.day < from || alert.day >= end) return;
      const [col, row] = [
        Math.floor((longitude - grid.originX) / grid.pixelWidth),
        Math.floor((grid.originY - latitude) / grid.pixelHeight),
      ];
      if (col < 0 || row < 0 || col >= grid.width || row >= grid.height) return;
      const window = { col, row, width: 1, height: 1 };
      if (groundMask(grid, window, near(grid, window))[0] === 0) return;
      const pixel = row * grid.width + col;
      const known = pixels.get(pixel);
      if (known === undefined || isSurer(alert, known))
        pixels.set(pixel, { ...alert, m2: pixelAreas(grid, window)[0]! });
    });
  }
  return new Map([...pixels].sort(([a], [b]) => a - b));
};
