import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A reference pixel of the logged forest. */
export type Reference = {
  /** UTM zone 46 north, metres; the pixel's centre. */
  readonly x: number;
  readonly y: number;
  /** Date of its disturbance; undefined where it stands. */
  readonly disturbed: string | undefined;
};

export const BAGO_FOLDER = join("part2", "integrity");

/** 136 reference pixels of a logged forest in Bago, Myanmar (dulvrq/ddl8s1ts). */
export const readReference = async (dataFolder: string): Promise<readonly Reference[]> => {
  const text = await readFile(join(dataFolder, BAGO_FOLDER, "bago_reference_west.csv"), "utf8");
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [x, y, date] = line.split(",");
      return { x: Number(x), y: Number(y), disturbed: date === "" ? undefined : date };
    });
};
