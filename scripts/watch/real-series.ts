import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { areaFall } from "../../oracle/core/services/integrity/beds/area-change.ts";
import { conditionOf } from "../../oracle/core/services/integrity/drought/health.ts";

const linesOf = async (dataFolder: string, ...path: readonly string[]): Promise<readonly string[]> =>
  (await readFile(join(dataFolder, "part2", ...path), "utf8")).trim().split(/\r?\n/).slice(1);

/**
 * Years in which the seagrass of Hillsborough Bay fell by more than the errors of two surveys, by the areas that its programme
 * states. An error of a tenth is assumed: the programme states none.
 */
export const tampaLosses = async (dataFolder: string): Promise<readonly number[]> => {
  const hectares = new Map<number, number>();
  for (const line of await linesOf(dataFolder, "blue-carbon", "tampa_programme_areas_1988_2024.csv")) {
    const [year, segment, , , area] = line.split(",");
    if (segment !== "Hillsborough Bay") continue;
    hectares.set(Number(year), (hectares.get(Number(year)) ?? 0) + Number(area));
  }
  const areas = [...hectares].sort(([a], [b]) => a - b).map(([year, ha]) => ({ year, m2: ha, error: ha / 10 }));
  return areas.flatMap((each, at) => (at > 0 && areaFall(areas[at - 1]!, each).isLoss ? [each.year] : []));
};

/** Mean condition of vegetation in a dry season of a real pixel of Somalia: the drought's, and those of nine years before. */
export type DrySeasons = { readonly drought: number; readonly others: readonly number[] };

export const somaliaSeasons = async (dataFolder: string): Promise<readonly DrySeasons[]> => {
  const rows = await linesOf(dataFolder, "integrity", "somalia_ndvi_two_pixels.csv");
  const looks = rows.map((row) => row.split(",").map(Number) as [number, number, number]);
  return ([1, 2] as const).map((pixel) => {
    const conditionIn = (from: number, to: number): number => {
      const own = looks.filter(([year]) => year >= from && year < to);
      const conditions = own.map((look) => {
        const season = looks.filter(([year]) => Math.abs((year % 1) - (look[0] % 1)) < 0.01);
        return conditionOf(
          look[pixel],
          season.map((each) => each[pixel]),
        );
      });
      return conditions.reduce((a, b) => a + b, 0) / own.length;
    };
    return {
      drought: conditionIn(2010.8, 2011.3),
      others: Array.from({ length: 9 }, (_, at) => conditionIn(2000.8 + at, 2001.3 + at)),
    };
  });
};
