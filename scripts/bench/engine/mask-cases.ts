import { projection } from "../../../oracle/core/grid/projection.ts";
import type { Grid, LonLat } from "../../../oracle/core/grid/types.ts";
import type { Boundary, EdgeLevel } from "../../../oracle/core/ground/types.ts";

export type MaskCase = {
  readonly name: string;
  readonly grid: Grid;
  readonly ground: Boundary;
  readonly level: EdgeLevel;
};

const SIDE = 2048;
/** A band of this width along a face's border: every tile of it lies over the border. */
const BAND = 256;
const DEGREES_OF_10_M = 0.00009;

const gridAbout = (epsg: number, lon: number, lat: number, pixel: number): Grid => {
  const [x, y] = projection(epsg).fromLonLat(lon, lat);
  const half = (SIDE / 2) * pixel;
  return {
    epsg,
    width: SIDE,
    height: SIDE,
    originX: x - half,
    originY: y + half,
    pixelWidth: pixel,
    pixelHeight: pixel,
  };
};

const placesOf = (grid: Grid): ((col: number, row: number) => LonLat) => {
  const { toLonLat } = projection(grid.epsg);
  return (col, row) => toLonLat(grid.originX + col * grid.pixelWidth, grid.originY - row * grid.pixelHeight);
};

/** One lobed shape over about half of a grid, as a forest project has it. */
const lobesOver = (grid: Grid): Boundary => {
  const at = placesOf(grid);
  const ring = Array.from({ length: 360 }, (_, k) => {
    const t = (k * Math.PI) / 180;
    const radius = (SIDE / 2) * (0.76 + 0.2 * Math.sin(5 * t));
    return at(SIDE / 2 + radius * Math.cos(t), SIDE / 2 - radius * Math.sin(t));
  });
  return { type: "MultiPolygon", coordinates: [[[...ring, ring[0]!]]] };
};

/** Fields of a hectare, 200 m apart, all over a grid of 10 m: every parent of level-20 cells is claimed in part. */
const fieldsOver = (grid: Grid): Boundary => {
  const at = placesOf(grid);
  const across = Math.floor(SIDE / 20);
  const fields = Array.from({ length: across ** 2 }, (_, k) => {
    const [col, row] = [20 * (k % across) + 5, 20 * Math.floor(k / across) + 5];
    return [[at(col, row + 10), at(col + 10, row + 10), at(col + 10, row), at(col, row), at(col, row + 10)]];
  });
  return { type: "MultiPolygon", coordinates: fields };
};

const bandOf = (grid: Grid): Grid => ({
  ...grid,
  width: BAND,
  originX: grid.originX + ((SIDE - BAND) / 2) * grid.pixelWidth,
});

const utm = gridAbout(32654, 140, 36, 10);
const degrees = gridAbout(4326, 105.2, 10.4, DEGREES_OF_10_M);
const equalArea = gridAbout(6933, 15, 47, 10);
/** The border of two faces runs along 45 degrees east. */
const border = gridAbout(32638, 45, 20, 10);

export const MASK_CASES: readonly MaskCase[] = [
  { name: "UTM 10 m, level 16", grid: utm, ground: lobesOver(utm), level: 16 },
  { name: "UTM 10 m, level 20", grid: utm, ground: lobesOver(utm), level: 20 },
  { name: "UTM 10 m, level 20, fields of a hectare", grid: utm, ground: fieldsOver(utm), level: 20 },
  { name: `4326 ${DEGREES_OF_10_M} degrees, level 20`, grid: degrees, ground: lobesOver(degrees), level: 20 },
  { name: "6933 10 m, level 20", grid: equalArea, ground: lobesOver(equalArea), level: 20 },
  { name: "UTM 10 m over a face's border, level 16", grid: bandOf(border), ground: lobesOver(border), level: 16 },
  { name: "UTM 10 m over a face's border, level 20", grid: bandOf(border), ground: lobesOver(border), level: 20 },
];
