import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { programFault } from "./program-fault.ts";

/** Where the AssemblyScript of the measuring core is, below a checkout. */
export const ASSEMBLY = "oracle/core/wasm/assembly";

const ENTRY = "index.ts";

const FLAGS = [
  ...["--outFile", "module.wasm", "--runtime", "stub", "--importMemory", "--initialMemory", "16", "--noAssert"],
  ...["--enable", "simd", "-O3", "--converge"],
];

/** `export { a, b } from "./c"` of a list of exports, one for each name, by name; the path from the assembly's folder. */
const exportsBelow = (folder: string, below: string): readonly (readonly [string, string])[] =>
  [...readFileSync(join(folder, below, ENTRY), "utf8").matchAll(/^export \{([^}]+)\} from "\.\/(.+)";$/gm)].flatMap(
    ([, names, path]) => names!.split(",").map((name) => [name.trim(), join(below, path!)] as const),
  );

/** The one of all exports, cut to those that are named; whatever else it says, as `heapBase`, stays. */
const entryOf = (folder: string, names: readonly string[]): string => {
  const known = new Map(
    globSync("**/index.ts", { cwd: folder }).flatMap((path) => exportsBelow(folder, path.slice(0, -ENTRY.length))),
  );
  const lines = names.toSorted().map((name) => {
    const path = known.get(name);
    if (path === undefined)
      throw programFault("PROGRAM_EXPORT_UNKNOWN", name, null, "is an export of the WebAssembly module");
    return `export { ${name} } from "./${path.replaceAll("\\", "/")}";`;
  });
  const own = readFileSync(join(folder, ENTRY), "utf8").replace(/^export [{*].*$\n?/gm, "");
  return `${lines.join("\n")}\n${own}`;
};

/**
 * Compiles the measuring core's WebAssembly module. The same sources and names give the same bytes in any folder.
 *
 * @param root of a checkout.
 * @param names exports that it has beside `heapBase`; all there are where absent.
 * @throws SixfoldError PROGRAM_EXPORT_UNKNOWN, PROGRAM_COMPILE
 */
export const compileCore = async (root: string, names?: readonly string[]): Promise<Uint8Array> => {
  const { default: asc } = await import("assemblyscript/asc");
  const folder = join(root, ASSEMBLY);
  const entry = names === undefined ? undefined : entryOf(folder, names);
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main([ENTRY, "--baseDir", folder, ...FLAGS], {
    readFile: (name: string, base: string) => {
      if (name === ENTRY && entry !== undefined) return entry;
      const path = join(base, name);
      return globSync(path).length > 0 ? readFileSync(path, "utf8") : null;
    },
    writeFile: (_name: string, contents: Uint8Array | string) => {
      if (typeof contents !== "string") binary = contents;
    },
  });
  if (error === null && binary !== undefined) return binary;
  throw programFault("PROGRAM_COMPILE", ASSEMBLY, stderr.toString(), "AssemblyScript compiles", error);
};
