import { join } from "node:path";

import type { BuildResult, Plugin } from "esbuild";

import { coreSource } from "./core-source.ts";
import { compileCore } from "./compile-core.ts";
import type { ServiceModule } from "./find-methodology.ts";
import { withoutJsonSchema } from "./without-json-schema.ts";
import { programFault } from "./program-fault.ts";

/** Makes the bytes of the core's WebAssembly module that has these exports. */
export type CompileCore = (root: string, names: readonly string[]) => Promise<Uint8Array>;

const MODULE = /[\\/]oracle[\\/]core[\\/]wasm[\\/]module\.ts$/;

/** The module that holds the core's WebAssembly, with these bytes in place of those that are committed. */
const withCore = (binary: Uint8Array): Plugin => ({
  name: "core",
  setup: (build) =>
    build.onLoad({ filter: MODULE }, () => ({
      loader: "ts",
      contents: coreSource(binary),
    })),
});

const bundle = async (
  root: string,
  { path, name }: ServiceModule,
  binary: Uint8Array,
  minify: boolean,
): Promise<BuildResult<{ write: false; metafile: true }>> => {
  const { build } = await import("esbuild");
  return build({
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      loader: "ts",
      contents:
        `import { ${name} } from "./${path}";\n` +
        `import { programOf } from "./oracle/core/program/program.ts";\n` +
        `export const { run, work } = programOf(${name});\n`,
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    target: "es2023",
    minify,
    inject: [join(root, "oracle/programs/data-fetch.ts")],
    // Settings of a checkout, and places of files, are no part of a program.
    tsconfigRaw: {},
    legalComments: minify ? "eof" : "none",
    plugins: [withCore(binary), withoutJsonSchema],
    logLevel: "silent",
  });
};

const PACKAGE_OF = /^((?:@[^/\s]+\/)?[^/\s]+)\/\S*:$/;

/** Licence notices name the package they are of once, and not each of its files. */
const withPackages = (code: Uint8Array): Uint8Array => {
  const text = new TextDecoder().decode(code);
  const at = text.lastIndexOf("/*! Bundled license information:");
  if (at < 0) return code;
  const lines = text
    .slice(at)
    .split("\n")
    .map((line) => line.replace(PACKAGE_OF, "$1:"))
    .filter((line, index, all) => line === "" || line !== all[index - 1]);
  return new TextEncoder().encode(text.slice(0, at) + lines.join("\n"));
};

/** Functions of the core's WebAssembly module that code calls. Lint holds the form: `core.run.name`. */
const calledOf = (code: string): readonly string[] => [
  ...new Set([...code.matchAll(/\.run\.(\w+)\(/g)].map(([, name]) => name!)),
];

/**
 * Builds the program of a methodology: one ES module without imports that exports `run` and `work`. Its WebAssembly has
 * the functions alone that its code calls, so that a kernel of another methodology changes nothing in it. The same
 * sources give the same bytes in any folder.
 *
 * @param root of a checkout.
 * @throws SixfoldError PROGRAM_BUNDLE, PROGRAM_IMPORTS, those of `compile`
 */
export const buildProgram = async (
  root: string,
  service: ServiceModule,
  compile: CompileCore = compileCore,
): Promise<Uint8Array> => {
  const failed = (cause: unknown): never => {
    throw programFault("PROGRAM_BUNDLE", service.path, String(cause), "bundles into one module", cause);
  };
  const first = await bundle(root, service, new Uint8Array(), false).catch(failed);
  const binary = await compile(root, calledOf(first.outputFiles[0]!.text));
  const { outputFiles, metafile } = await bundle(root, service, binary, true).catch(failed);
  const missing = [
    ...Object.values(metafile.outputs).flatMap(({ imports }) => imports),
    ...Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ path }) => path.startsWith("(disabled)")),
    ),
  ];
  if (missing.length === 0) return withPackages(outputFiles[0]!.contents);
  throw programFault(
    "PROGRAM_IMPORTS",
    service.path,
    missing.map(({ path }) => path),
    "a program imports nothing",
  );
};
