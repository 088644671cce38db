/** `node scripts/wasm.ts [--check]`: compiles the AssemblyScript of the measuring core into oracle/core/wasm/module.ts. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import asc from "assemblyscript/asc";

const folder = join(import.meta.dirname, "..", "oracle", "core", "wasm");
const target = join(folder, "module.ts");

const compile = async (): Promise<string> => {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      join(folder, "assembly", "index.ts"),
      ...["--outFile", "module.wasm", "--runtime", "stub", "--importMemory", "--initialMemory", "16", "--noAssert"],
      ...["--enable", "simd", "-O3", "--converge"],
    ],
    {
      writeFile: (_name: string, contents: Uint8Array | string) => {
        if (typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error !== null || binary === undefined) throw new Error(`asc: ${stderr.toString()}`, { cause: error });
  const lines = Buffer.from(binary).toString("base64");
  return `/** Compiled from assembly/ by scripts/wasm.ts. */\nexport const MODULE_BASE64 =\n  "${lines}";\n`;
};

const fresh = await compile();
if (!process.argv.includes("--check")) writeFileSync(target, fresh);
else if (readFileSync(target, "utf8") !== fresh) {
  console.error("oracle/core/wasm/module.ts is stale: run node scripts/wasm.ts");
  process.exit(1);
}
