import { gridOf } from "../../../../../../oracle/core/grid/window.ts";
import type { BlockLattice, Window } from "../../../../../../oracle/core/grid/window.ts";
import type { Grid, LonLat } from "../../../../../../oracle/core/grid/types.ts";
import { coverBoundary } from "../../../../../../oracle/core/ground/cover.ts";
import type { Boundary } from "../../../../../../oracle/core/ground/types.ts";
import type { Scene, SceneAsset } from "../../../../../../oracle/core/scenes/types.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Field, Project } from "../../../../../../oracle/core/services/common/types.ts";
import { burnSeverityPair } from "../../../../../../oracle/core/services/integrity/burn/burn-severity-pair.ts";
import type { BurnParameters } from "../../../../../../oracle/core/services/integrity/burn/terms.ts";
import { BURN_REFERENCE } from "../../../../../../oracle/core/services/integrity/burn/terms.ts";
import { runStages } from "../../../../../../scripts/simulate/run-stages.ts";

/** A place in California of 60 by 50 pixels of a Landsat composite in EPSG:4326. SIMULATED. */
const PIXEL = 0.00027;
export const PLACE: Grid = {
  epsg: 4326,
  width: 60,
  height: 50,
  originX: -118,
  originY: 34,
  pixelWidth: PIXEL,
  pixelHeight: PIXEL,
};

/** What one pixel reflects: NIR and SWIR before, NIR and SWIR after. */
export type Pixel = readonly [number, number, number, number];

/** NIR and SWIR whose sum is 0.4 and whose NBR is given. */
const withNbr = (nbr: number): readonly [number, number] => [0.2 * (1 + nbr), 0.2 * (1 - nbr)];

/** A pixel with an NBR before and a dNBR. */
export const pixel = (before: number, change: number): Pixel => [...withNbr(before), ...withNbr(before - change)];

/** Rectangles of the place, in pixels; the claimed one leaves room for the reference beside it. */
export const CLAIM: Window = { col: 5, row: 5, width: 30, height: 40 };
export const REFERENCE: Window = { col: 42, row: 5, width: 12, height: 30 };

const boundaryOf = (window: Window): Boundary => {
  const { originX, originY, width, height } = gridOf(PLACE, window);
  const [east, south] = [originX + width * PIXEL, originY - height * PIXEL];
  const ring: readonly LonLat[] = [
    [originX, south],
    [east, south],
    [east, originY],
    [originX, originY],
    [originX, south],
  ];
  return { type: "MultiPolygon", coordinates: [[ring]] };
};

const isIn = ({ col, row, width, height }: Window, x: number, y: number): boolean =>
  x >= col && x < col + width && y >= row && y < row + height;

const assetOf = (key: string): SceneAsset => ({
  key,
  href: `file:///simulated/${key}.tif`,
  mediaType: "image/tiff; application=geotiff",
  roles: [],
  bands: [{ name: key, commonName: key, index: 0, scale: 1, offset: 0, nodata: NaN, dataType: "float32" }],
  epsg: PLACE.epsg,
  transform: [PIXEL, 0, PLACE.originX, 0, -PIXEL, PLACE.originY],
  shape: [PLACE.height, PLACE.width],
  checksum: undefined,
  requesterPays: false,
});

export const sceneOf = (id: string, datetime: string, rest: Partial<Scene> = {}): Scene => ({
  id,
  collection: "simulated",
  datetime,
  platform: undefined,
  track: undefined,
  cloudCover: undefined,
  simulated: true,
  bbox: [-118, 33.9, -117.9, 34],
  assets: { nir08: assetOf("nir08"), swir22: assetOf("swir22") },
  item: { properties: { datetime } },
  ...rest,
});

/** An anniversary pair. */
export const PAIR: readonly Scene[] = [
  sceneOf("before", "2020-06-10T18:00:00Z"),
  sceneOf("after", "2021-06-13T18:00:00Z"),
];

export const PARAMETERS: BurnParameters = { ...BURN_REFERENCE, stockKgPerHa: { lower: 100_000, upper: 200_000 } };

export const projectOf = (withReference = false): Project => {
  const fields: readonly Field[] = withReference
    ? [{ id: "reference", role: "control", boundary: boundaryOf(REFERENCE) }]
    : [];
  return {
    name: "simulated",
    pool: "biomass",
    boundary: boundaryOf(CLAIM),
    edgeLevel: 20,
    fields,
    period: { start: "2020-01-01", end: "2022-01-01" },
    simulated: true,
    practice: null,
  };
};

export type Look = {
  /** A pixel by its column and row in the place. */
  readonly valueOf: (col: number, row: number) => Pixel;
  readonly withReference?: boolean;
  readonly parameters?: BurnParameters;
  readonly scenes?: readonly Scene[];
  readonly lattice?: BlockLattice;
};

/** The finding of a made place: every pixel of the plan's grid is asked, also those round the claim. */
export const findingOf = ({
  valueOf,
  withReference = false,
  parameters = PARAMETERS,
  scenes = PAIR,
  lattice,
}: Look): Finding => {
  const project = projectOf(withReference);
  const ground = coverBoundary(project.boundary, project.edgeLevel);
  const planesOf = (grid: Grid): readonly Float32Array[] => {
    const left = Math.round((grid.originX - PLACE.originX) / PIXEL);
    const top = Math.round((PLACE.originY - grid.originY) / PIXEL);
    const pixels = Array.from({ length: grid.width * grid.height }, (_, at) =>
      valueOf(left + (at % grid.width), top + Math.floor(at / grid.width)),
    );
    return [0, 1, 2, 3].map((band) => Float32Array.from(pixels, (values) => values[band]!));
  };
  return runStages(burnSeverityPair.start({ project, parameters, ground, scenes }), planesOf, lattice) as Finding;
};

/** Pixels of the claim in reading order, from 0; undefined outside. */
export const placeInClaim = (col: number, row: number): number | undefined =>
  isIn(CLAIM, col, row) ? (row - CLAIM.row) * CLAIM.width + col - CLAIM.col : undefined;

export const isReference = (col: number, row: number): boolean => isIn(REFERENCE, col, row);
