import { buffer } from "node:stream/consumers";

import { jsonOf, readJsonFile } from "../system/read-json-file.ts";
import type { Refuse } from "../system/read-json-file.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Parsed JSON of a file named on the command line, or of standard input where the name is `-`.
 *
 * @throws UsageError when it can not be read or is not JSON.
 */
export const readJsonInput = async (field: string, path: string): Promise<unknown> => {
  const refuse: Refuse = (found, rule) => new UsageError(field, path, `the file ${rule} (${String(found)})`);
  return path === "-" ? jsonOf(await buffer(process.stdin), refuse) : readJsonFile(path, refuse);
};
