import { buffer } from "node:stream/consumers";

import { misnamed } from "../core/errors.ts";
import { jsonOf, readJsonFile } from "../system/read-json-file.ts";
import type { Refuse } from "../system/read-json-file.ts";

/**
 * Parsed JSON of a file named on the command line, or of standard input where the name is `-`.
 *
 * @throws SixfoldError CLI_USAGE when it can not be read or is not JSON.
 */
export const readJsonInput = async (field: string, path: string): Promise<unknown> => {
  const refuse: Refuse = (found, rule) => misnamed("CLI_USAGE", field, path, `the file ${rule} (${String(found)})`);
  return path === "-" ? jsonOf(await buffer(process.stdin), refuse) : readJsonFile(path, refuse);
};
