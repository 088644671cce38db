import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { ln } from "../../oracle/math.ts";
import { dayOf } from "../../oracle/services/day.ts";
import type { VhLook } from "../../oracle/services/paddy/signature.ts";

/** A labelled point with its year of VH. The label is for evaluation only. */
export type LabelledPoint = {
  readonly id: string;
  readonly rice: boolean;
  /** Of 0.02 degrees; points of one block are neighbours and never divided between setting and judging. */
  readonly block: string;
  readonly odd: boolean;
  readonly looks: readonly VhLook[];
};

const BLOCK_DEGREES = 0.02;

const rowsOf = async (path: string): Promise<readonly (readonly string[])[]> =>
  (await readFile(path, "utf8"))
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));

const decibels = (linear: string): number => (10 * ln(Number(linear))) / ln(10);

/** The 372 points of An Giang, from the data folder's `rice`. */
export const readPoints = async (dataFolder: string): Promise<readonly LabelledPoint[]> => {
  const looks = new Map<string, VhLook[]>();
  for (const [id, date, , vh] of await rowsOf(join(dataFolder, "rice", "angiang_s1rtc_2022_timeseries.csv"))) {
    const list = looks.get(id as string) ?? [];
    list.push({ day: dayOf(date as string), vhDb: decibels(vh as string) });
    looks.set(id as string, list);
  }
  return (await rowsOf(join(dataFolder, "rice", "angiang_points.csv"))).map(([id, lat, lon, label]) => {
    const [row, column] = [Math.floor(Number(lat) / BLOCK_DEGREES), Math.floor(Number(lon) / BLOCK_DEGREES)];
    return {
      id: id as string,
      rice: label === "Rice",
      block: `${row},${column}`,
      odd: (row + column) % 2 !== 0,
      looks: (looks.get(id as string) ?? []).sort((a, b) => a.day - b.day),
    };
  });
};
