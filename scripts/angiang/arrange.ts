import { join } from "node:path";

import { writeProjectFolder } from "../simulate/project-folder.ts";
import { writeCatalogue } from "../simulate/static-catalogue.ts";
import type { CatalogueItem } from "../simulate/static-catalogue.ts";
import { fieldWindows } from "./field-windows.ts";
import type { DroppedWindow } from "./field-windows.ts";
import { mosaicBand, unionGrid } from "./mosaic.ts";
import type { MosaicReport } from "./mosaic.ts";
import { angiangParameters, angiangPractice, AUTUMN_WINTER, spansOf } from "./parameters.ts";
import type { Season } from "./parameters.ts";
import { readStacks } from "./read-stacks.ts";
import type { Stack } from "./read-stacks.ts";
import { inferredTrack } from "./track.ts";

export type Arrange = {
  /** Folder that holds rice/angiang_s1rtc_p*.tif. */
  readonly dataFolder: string;
  readonly out: string;
  readonly season?: Season;
};

export type Arranged = {
  readonly scenes: string;
  readonly project: string;
  readonly dates: number;
  readonly tracks: readonly string[];
  readonly areas: Readonly<Record<string, MosaicReport>>;
  readonly fields: number;
  readonly dropped: readonly DroppedWindow[];
};

/** The windows lie in two clusters 40 km apart, on either side of this easting (UTM 48 north, metres). */
const EAST_FROM_M = 510_000;

type Area = { readonly name: "east" | "west"; readonly stacks: readonly Stack[] };

const areasOf = (stacks: readonly Stack[]): readonly Area[] => [
  { name: "east", stacks: stacks.filter(({ grid }) => grid.originX >= EAST_FROM_M) },
  { name: "west", stacks: stacks.filter(({ grid }) => grid.originX < EAST_FROM_M) },
];

const datesOf = (stacks: readonly Stack[]): readonly string[] =>
  [...new Set(stacks.flatMap(({ bands }) => [...bands.keys()].map((name) => name.slice(3))))].sort();

const itemOf = (area: string, date: string, stacks: readonly Stack[]): CatalogueItem => {
  const grid = unionGrid(stacks.map((stack) => stack.grid) as [Stack["grid"], ...Stack["grid"][]]);
  return {
    id: `angiang-${area}-${date.replaceAll("-", "")}`,
    datetime: `${date}T00:00:00Z`,
    grid,
    bands: { vv: mosaicBand(grid, stacks, `VV_${date}`).values, vh: mosaicBand(grid, stacks, `VH_${date}`).values },
    properties: {
      title: `Sentinel-1 RTC gamma0, An Giang (${area}), ${date}`,
      "sixfold:simulated": false,
      "sixfold:track": inferredTrack(date),
      "sixfold:track_inferred": "The source gives no orbit; the phase of the 12 day repeat cycle stands for it.",
      "sixfold:datetime_precision": "The source gives the date only; the time of day is not known.",
      platform: "sentinel-1a",
      constellation: "sentinel-1",
      instruments: ["c-sar"],
      "sar:instrument_mode": "IW",
      "sar:frequency_band": "C",
      "sar:polarizations": ["VV", "VH"],
      "sar:product_type": "RTC",
    },
  };
};

const reportOf = (stacks: readonly Stack[], dates: readonly string[]): MosaicReport => {
  const grid = unionGrid(stacks.map((stack) => stack.grid) as [Stack["grid"], ...Stack["grid"][]]);
  const bands = dates.flatMap((date) => [`VV_${date}`, `VH_${date}`]);
  const mosaics = bands.map((band) => mosaicBand(grid, stacks, band));
  const comparedValues = mosaics.reduce((sum, { compared }) => sum + compared, 0);
  const pixels = mosaics[0]?.values.filter((value) => !Number.isNaN(value)).length ?? 0;
  return { windows: stacks.length, pixels, sharedPixels: comparedValues / Math.max(1, bands.length), comparedValues };
};

/**
 * Arranges the real An Giang stacks as a static STAC catalogue, one mosaic per area and date with every pixel value as
 * it is, and a project folder whose fields are the windows of the eastern cluster. Labels play no part.
 *
 * @throws SixfoldError ANGIANG_STACK, ANGIANG_LATTICE, ANGIANG_OVERLAP
 */
export const arrange = async ({ dataFolder, out, season = AUTUMN_WINTER }: Arrange): Promise<Arranged> => {
  const stacks = await readStacks(join(dataFolder, "rice"));
  const dates = datesOf(stacks);
  const byArea = areasOf(stacks);
  const scenes = join(out, "scenes");
  await writeCatalogue(scenes, {
    id: "an-giang-2022",
    collection: "an-giang-sentinel-1-rtc",
    title: "Sentinel-1 RTC gamma0 at labelled points in An Giang, Viet Nam, 2022",
    description:
      "Windows of 10 by 10 pixels and more round points, mosaicked without changing a value. Contains modified Copernicus Sentinel data 2022.",
    licence: "other",
    providers: [{ name: "ESA Copernicus", roles: ["producer", "licensor"] }],
    items: dates.flatMap((date) => byArea.map((area) => itemOf(area.name, date, area.stacks))),
  });
  const { fields, dropped } = fieldWindows(byArea.find(({ name }) => name === "east")?.stacks ?? []);
  const project = join(out, "project");
  await writeProjectFolder(project, {
    name: "An Giang paddy windows, 2022 (real Sentinel-1 scenes, declared fields)",
    simulated: false,
    ...spansOf(season),
    fields,
    parameters: angiangParameters(),
    practice: angiangPractice(season),
  });
  return {
    scenes,
    project,
    dates: dates.length,
    tracks: [...new Set(dates.map(inferredTrack))].sort(),
    areas: Object.fromEntries(byArea.map((area) => [area.name, reportOf(area.stacks, dates)])),
    fields: fields.length,
    dropped,
  };
};
