import { SixfoldError } from "../errors.ts";

/** A bundle as a value: relative path to bytes. */
export type Files = ReadonlyMap<string, Uint8Array>;

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
export const sortedPaths = (files: Files): readonly string[] => [...files.keys()].sort();

/** @throws SixfoldError `EVIDENCE_FILE_MISSING` */
export const requireFile = (files: Files, path: string): Uint8Array => {
  const bytes = files.get(path);
  if (bytes !== undefined) return bytes;
  throw new SixfoldError({
    code: "EVIDENCE_FILE_MISSING",
    failure: "check",
    field: path,
    value: null,
    rule: "must be in the bundle",
  });
};
