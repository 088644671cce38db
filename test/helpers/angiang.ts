import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { dayOf } from "../../oracle/services/day.ts";
import { toDecibels } from "../../oracle/services/paddy/observe.ts";
import { dataFolder } from "./data.ts";

export type AngiangLook = { readonly day: number; readonly vvDb: number; readonly vhDb: number };

export type AngiangPoint = {
  readonly id: string;
  readonly rice: boolean;
  /** Blocks of 0.02 degree; odd and even are a chequerboard. */
  readonly block: string;
  readonly odd: boolean;
  readonly looks: readonly AngiangLook[];
};

const rows = (file: string): readonly string[][] =>
  readFileSync(resolve(dataFolder, "rice", file), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(","));

/** The 372 labelled points of An Giang with their Sentinel-1 RTC series of 2022, means over 10 x 10 pixels. */
export const angiangPoints = (): readonly AngiangPoint[] => {
  const looks = new Map<string, AngiangLook[]>();
  for (const [id, date, vv, vh] of rows("angiang_s1rtc_2022_timeseries.csv") as [string, string, string, string][]) {
    const look = { day: dayOf(date), vvDb: toDecibels(Number(vv)), vhDb: toDecibels(Number(vh)) };
    looks.set(id, [...(looks.get(id) ?? []), look]);
  }
  return (rows("angiang_points.csv") as [string, string, string, string][]).map(([id, lat, lon, label]) => {
    const [row, col] = [Math.floor(Number(lat) / 0.02), Math.floor(Number(lon) / 0.02)];
    return {
      id,
      rice: label === "Rice",
      block: `${row}/${col}`,
      odd: (row + col) % 2 === 1,
      looks: (looks.get(id) ?? []).sort((a, b) => a.day - b.day),
    };
  });
};
