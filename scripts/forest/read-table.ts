import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { csvRecords } from "../../oracle/core/services/common/csv.ts";

/** The rows of a CSV file of the data folder, cells as text by column. */
export const readTable = async (
  dataFolder: string,
  path: string,
): Promise<readonly Readonly<Record<string, string>>[]> => {
  const [header = [], ...rows] = csvRecords(await readFile(join(dataFolder, path), "utf8"), path);
  return rows.map((cells) => Object.fromEntries(header.map((name, k) => [name, cells[k] ?? ""])));
};
