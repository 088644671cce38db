import type { LonLat } from "../../oracle/core/grid/types.ts";
import type { FieldRole } from "../../oracle/core/services/common/types.ts";
import type { FieldOutline } from "../../oracle/core/services/common/project-documents.ts";
import { toLonLat } from "../simulate/to-lon-lat.ts";
import type { Stack } from "./read-stacks.ts";

/** How far an outline stays inside its window's edge, metres: rounding to degrees never leaves the window. */
const INSET_M = 0.5;

/**
 * Declared before any result was looked at: windows west of this longitude are the project, the others controls. It
 * is the middle of the cluster of rice points (105.2407 E to 105.2812 E).
 */
export const PROJECT_WEST_OF = 105.261;

export type DroppedWindow = { readonly point: string; readonly overlaps: string };

const overlaps = (a: Stack, b: Stack): boolean => {
  const apart = (lowA: number, highA: number, lowB: number, highB: number): boolean => highA <= lowB || highB <= lowA;
  const box = ({ grid }: Stack) => ({
    west: grid.originX,
    east: grid.originX + grid.width * grid.pixelWidth,
    south: grid.originY - grid.height * grid.pixelHeight,
    north: grid.originY,
  });
  const [one, other] = [box(a), box(b)];
  return !apart(one.west, one.east, other.west, other.east) && !apart(one.south, one.north, other.south, other.north);
};

const outline = ({ grid, point }: Stack): FieldOutline => {
  const [west, north] = [grid.originX + INSET_M, grid.originY - INSET_M];
  const east = grid.originX + grid.width * grid.pixelWidth - INSET_M;
  const south = grid.originY - grid.height * grid.pixelHeight + INSET_M;
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  const ring = corners.map(([x, y]): LonLat => toLonLat(grid.epsg, x, y));
  const role: FieldRole = (ring[0] as LonLat)[0] < PROJECT_WEST_OF ? "project" : "control";
  return { id: point, role, ring };
};

/** One square per window, in point order; a window that overlaps an earlier one is dropped, since fields are disjoint. */
export const fieldWindows = (
  stacks: readonly Stack[],
): { readonly fields: readonly FieldOutline[]; readonly dropped: readonly DroppedWindow[] } => {
  const kept: Stack[] = [];
  const dropped: DroppedWindow[] = [];
  for (const stack of stacks) {
    const other = kept.find((earlier) => overlaps(earlier, stack));
    if (other === undefined) kept.push(stack);
    else dropped.push({ point: stack.point, overlaps: other.point });
  }
  return { fields: kept.map(outline), dropped };
};
