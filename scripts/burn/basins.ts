import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A burned basin as USGS describes it (OFR 2016-1106). */
export type Basin = {
  /** Such as "wit_7288". */
  readonly id: string;
  readonly fire: string;
  readonly year: number;
  /** Mean dNBR, thousandths. */
  readonly meanDnbr: number;
  /** Share burned at high or moderate severity on slopes of 23 degrees and more. */
  readonly highOrModerate: number;
};

export const BURN_FOLDER = join("part2", "integrity");

/** The pair of a basin: twelve bands in the data folder. */
export const pairFile = (id: string): string => `burn_${id}_l7_pre_post.tif`;

/** The basins of the data folder that have a pair of scenes, in its order. */
export const readBasins = async (dataFolder: string): Promise<readonly Basin[]> => {
  const [header = "", ...lines] = (await readFile(join(dataFolder, BURN_FOLDER, "burn_basins_usgs.csv"), "utf8"))
    .trim()
    .split(/\r?\n/);
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? "";
    return {
      id: cell("basin"),
      fire: cell("fire"),
      year: Number(cell("year")),
      meanDnbr: Math.round(Number(cell("usgs_mean_dnbr")) * 1000),
      highOrModerate: Number(cell("usgs_prop_high_mod_slope23")),
    };
  });
};
