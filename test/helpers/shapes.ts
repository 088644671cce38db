import { parseBoundary } from "../../oracle/core/ground/boundary.ts";
import { boundaryAreaM2 } from "../../oracle/core/ground/area.ts";
import { projection } from "../../oracle/core/grid/projection.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import type { Boundary } from "../../oracle/core/ground/types.ts";

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

/** A square grid of a CRS, its middle at a place; pixels in units of the CRS. */
export const gridAbout = (epsg: number, lon: number, lat: number, size: number, pixel: number): Grid => {
  const [x, y] = projection(epsg).fromLonLat(lon, lat);
  const half = (size / 2) * pixel;
  return {
    epsg,
    width: size,
    height: size,
    originX: x - half,
    originY: y + half,
    pixelWidth: pixel,
    pixelHeight: pixel,
  };
};
