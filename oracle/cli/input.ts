import { readFile } from "node:fs/promises";

import { UsageError } from "./usage-error.ts";

/** Parsed JSON of a file named on the command line. @throws UsageError when it can not be read or is not JSON. */
export const readJsonInput = async (field: string, path: string): Promise<unknown> => {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new UsageError(field, path, `the file can be read (${(cause as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(field, path, `the file is JSON (${(cause as Error).message})`);
  }
};
