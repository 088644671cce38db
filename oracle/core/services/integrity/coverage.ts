import type { Boundary } from "../../ground/types.ts";
import type { Scene } from "../../scenes/types.ts";
import type { Span } from "./scene-span.ts";
import { spanOf } from "./scene-span.ts";

/** Whether a box holds every position of a boundary. */
export const isOver = ([west, south, east, north]: Scene["bbox"], { coordinates }: Boundary): boolean =>
  coordinates
    .flat(2)
    .every(
      ([lon, lat]) =>
        lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east),
    );

/** Whether spans, put together, leave no instant of a whole one out. */
const spans = (parts: readonly Span[], whole: Span): boolean => {
  const sorted = parts.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  let reached = whole.from;
  for (const { from, to } of sorted) {
    // A table ends with the last second of a day, and the next one begins with the day after.
    if (from > reached + 1n) return false;
    if (to > reached) reached = to;
  }
  return reached >= whole.to - 1n;
};

/** A table of hotspots as its item states it, with the satellites that it lists. */
export type Listed = { readonly scene: Scene; readonly satellites: ReadonlySet<string> };

/** Satellites whose tables lie over the boundary and span all of the watch. */
export const satellitesOver = (tables: readonly Listed[], boundary: Boundary, watch: Span): readonly string[] => {
  const over = tables.filter(({ scene }) => isOver(scene.bbox, boundary));
  const all = [...new Set(over.flatMap(({ satellites }) => [...satellites]))].toSorted();
  return all.filter((satellite) =>
    spans(
      over.filter(({ satellites }) => satellites.has(satellite)).map(({ scene }) => spanOf(scene)),
      watch,
    ),
  );
};
