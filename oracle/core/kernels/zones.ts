import type { Core } from "../wasm/core.ts";
import { requireLength } from "./require-length.ts";

export type ZonesPresent = {
  /** The zones of the window, ascending. */
  readonly zones: Int32Array;
  /** Where the window's labels lie in the core's memory: int32, an index into `zones`, -1 for none. */
  readonly labels: number;
};

/**
 * Numbers a window's zones from 0, so that its state and its result are as large as the zones it holds and not as all
 * there are.
 *
 * @param labels of the window, row-major; 0 to zones - 1, anything else (such as -1) is no zone.
 * @throws SixfoldError KERNEL_LENGTH where labels do not have one entry per pixel.
 */
export const zonesPresent = (core: Core, labels: Int32Array, zones: number, pixels: number): ZonesPresent => {
  requireLength("labels", labels, pixels);
  const index = new Int32Array(zones).fill(-1);
  // Neighbours mostly share a zone: only where the label changes is anything looked up.
  let last = -1;
  for (let i = 0; i < pixels; i += 1) {
    const label = labels[i] as number;
    if (label === last) continue;
    last = label;
    if (label >= 0 && label < zones) index[label] = 0;
  }
  const present: number[] = [];
  for (let zone = 0; zone < zones; zone += 1) if (index[zone] === 0) index[zone] = present.push(zone) - 1;
  const at = core.alloc(pixels * 4);
  const local = core.i32(at, pixels);
  last = -1;
  let own = -1;
  for (let i = 0; i < pixels; i += 1) {
    const label = labels[i] as number;
    if (label !== last) own = index[label] ?? -1;
    last = label;
    local[i] = own;
  }
  return { zones: Int32Array.from(present), labels: at };
};

/** Values of each zone, [plane][zone], with a count of pixels for each. */
type ZonalPart = { readonly zones: Int32Array; readonly counts: ArrayLike<number> };

/** The zones of any of the parts, ascending, and where each part's values stand among those of all zones. */
export const joinZones = (
  parts: readonly ZonalPart[],
): { readonly zones: Int32Array; readonly places: readonly Int32Array[] } => {
  const zones = Int32Array.from(new Set(parts.flatMap((part) => [...part.zones]))).sort();
  const place = new Map(Array.from(zones, (zone, index) => [zone, index]));
  const placesOf = ({ zones: own, counts }: ZonalPart): Int32Array =>
    Int32Array.from(
      counts,
      (_, cell) =>
        Math.floor(cell / own.length) * zones.length + (place.get(own[cell % own.length] as number) as number),
    );
  return { zones, places: parts.map(placesOf) };
};
