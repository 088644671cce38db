import { SixfoldError } from "../errors.ts";
import type { Stored } from "../scenes/types.ts";
import { bytesOf } from "./stored.ts";

/** Files in memory, by relative path: the small ones of a bundle. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** All files of a bundle by relative path, wherever they lie. */
export type Bundle = ReadonlyMap<string, Stored>;

/**
 * Names a bundle may use: they mean the same on every file system, in a URL and in a UnixFS directory, and can not
 * climb out of a folder. No segment starts with a dot.
 */
const SAFE_PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;
const LONGEST_PATH = 255;

/** @throws SixfoldError `EVIDENCE_PATH_UNSAFE` unless `path` is a plain relative path of letters, digits, `.`, `_`, `-`. */
export const requireSafePath = (path: string): string => {
  if (SAFE_PATH.test(path) && path.length <= LONGEST_PATH) return path;
  throw new SixfoldError({
    code: "EVIDENCE_PATH_UNSAFE",
    failure: "check",
    field: "path",
    value: path,
    rule: `must be a relative path of at most ${LONGEST_PATH} characters out of letters, digits, ".", "_" and "-"`,
  });
};

/** Paths in the one order every step uses: ascending by code unit. */
export const sortedPaths = (files: ReadonlyMap<string, unknown>): readonly string[] => [...files.keys()].sort();

/** @throws SixfoldError `EVIDENCE_FILE_MISSING` */
export const requireFile = <T>(files: ReadonlyMap<string, T>, path: string): T => {
  const file = files.get(path);
  if (file !== undefined) return file;
  throw new SixfoldError({
    code: "EVIDENCE_FILE_MISSING",
    failure: "check",
    field: path,
    value: null,
    rule: "must be in the bundle",
  });
};

/** Four times the blocks of 10^6 ha at level 20 as `ground.json` has them, 60 MB. */
const LONGEST_READ_WHOLE = 256 * 2 ** 20;

/**
 * A file of a bundle that is read whole: any but recorded ranges and maps.
 * @throws SixfoldError `EVIDENCE_FILE_MISSING`, `EVIDENCE_FILE_TOO_LONG`
 */
export const readWhole = async (bundle: Bundle, path: string): Promise<Uint8Array> => {
  const file = requireFile(bundle, path);
  if (file.size <= LONGEST_READ_WHOLE) return bytesOf(file);
  throw new SixfoldError({
    code: "EVIDENCE_FILE_TOO_LONG",
    failure: "check",
    field: path,
    value: file.size,
    rule: `a file that is read whole has at most ${LONGEST_READ_WHOLE} bytes`,
  });
};
