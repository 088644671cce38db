import { build } from "esbuild";

import { root } from "../run.ts";

/** What a page of the product loads: the entry, and the modules of its workers. */
export const PRODUCT = {
  sixfold: "oracle/browser.ts",
  "run-worker": "oracle/engine/browser-run-worker.ts",
  worker: "oracle/engine/browser-worker.ts",
};

export type BrowserBundle = {
  /** Code by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /**
   * What each module that went in imports; paths from the checkout. `(disabled):x` stands for a Node API that a package
   * says it does without in a browser.
   */
  readonly modules: ReadonlyMap<string, readonly string[]>;
};

/**
 * Bundles modules for a browser. A Node API that anything reaches is an error. Class names are kept, because errors are
 * told apart by them. Nothing is minified: whoever relies on it can read it.
 *
 * @param entryPoints path of a module from the checkout, by the name that its bundle gets.
 * @param isSplit whether what a module imports when it is needed becomes a file of its own, named after its content, and
 *   everything is minified: for a page, which loads as little as it can.
 */
export const bundleForBrowser = async (
  entryPoints: Readonly<Record<string, string>>,
  { isSplit = false }: { readonly isSplit?: boolean } = {},
): Promise<BrowserBundle> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { ...entryPoints },
    outdir: ".",
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2023",
    keepNames: true,
    splitting: isSplit,
    minify: isSplit,
    metafile: true,
    logLevel: "silent",
  });
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [path.slice(root.length + 1), contents])),
    modules: new Map(
      Object.entries(metafile.inputs).map(([path, { imports }]) => [path, imports.map((each) => each.path)]),
    ),
  };
};
