import { randomUUID } from "node:crypto";
import { mkdir, open, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { misnamed, SixfoldError } from "../core/errors.ts";
import { faultOf, isSystemError, reasonOf } from "../system/system-fault.ts";

const A_FOLDER = "a folder; a file stands there";

/**
 * Does something to a path that an option names.
 * @throws SixfoldError `CLI_PATH` about the option when the system refuses; whatever else is thrown is thrown on
 */
export const atPath = async <T>(option: string, path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new SixfoldError({ code: "CLI_PATH", field: option, value: path, ...faultOf(cause), cause });
  }
};

/** @throws SixfoldError `CLI_PATH` unless the path is a folder that is there */
export const folderToRead = (option: string, path: string): Promise<void> =>
  atPath(option, path, async () => {
    if (!(await stat(path)).isDirectory()) throw misnamed("CLI_USAGE", option, path, A_FOLDER);
  });

/** Not `recursive`: where a file system takes no new folders but does not say so, such as /proc, Node asks for ever. */
const makeFolder = async (option: string, path: string): Promise<void> => {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return;
  if (there !== undefined) throw misnamed("CLI_USAGE", option, path, A_FOLDER);
  if (dirname(path) !== path) await makeFolder(option, dirname(path));
  await mkdir(path).catch((cause: unknown) => {
    // Somebody else may have made it just now.
    if (reasonOf(cause) !== "EEXIST") throw cause;
  });
};

/**
 * Makes a folder and tries whether files can be written into it, so that an hour's work is not lost for want of a place.
 * @throws SixfoldError `CLI_PATH`
 */
export const folderToWrite = (option: string, path: string): Promise<void> =>
  atPath(option, path, async () => {
    await makeFolder(option, path);
    const trial = join(path, `.${randomUUID()}`);
    await writeFile(trial, "");
    await rm(trial);
  });

/**
 * Makes the folder of a file and tries whether the file can be written. What it holds stays as it is until then.
 * @throws SixfoldError `CLI_PATH`
 */
export const fileToWrite = (option: string, path: string): Promise<void> =>
  atPath(option, path, async () => {
    await makeFolder(option, dirname(path));
    const existed = await stat(path).then(
      () => true,
      (cause: unknown) => reasonOf(cause) !== "ENOENT",
    );
    await (await open(path, "a")).close();
    if (!existed) await rm(path);
  });
