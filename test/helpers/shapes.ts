import { parseBoundary } from "../../oracle/ground/boundary.ts";
import { boundaryAreaM2 } from "../../oracle/ground/area.ts";
import type { Boundary } from "../../oracle/ground/types.ts";

/** Lobed polygon of about `areaHa` hectares (scaled once by its geodesic area) around a point; the seed turns its lobes. */
export const lobedShape = (areaHa: number, lon: number, lat: number, seed: number): Boundary => {
  const make = (r: number): Boundary => {
    const ring = Array.from({ length: 360 }, (_, k): [number, number] => {
      const t = (k * Math.PI) / 180;
      const s = r * (1 + 0.3 * Math.sin(5 * t + seed) + 0.1 * Math.cos(11 * t + 2 * seed));
      return [lon + (s * Math.cos(t)) / Math.cos((lat * Math.PI) / 180), lat + s * Math.sin(t)];
    });
    return parseBoundary({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
  };
  const guess = Math.sqrt((areaHa * 1e4) / Math.PI) / 111000;
  return make(guess * Math.sqrt((areaHa * 1e4) / boundaryAreaM2(make(guess))));
};
