/** `node scripts/wasm.ts [--check]`: compiles the AssemblyScript of the measuring core into oracle/core/wasm/module.ts. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { compileCore } from "../oracle/programs/compile-core.ts";
import { coreSource } from "../oracle/programs/core-source.ts";
import { root } from "./run.ts";

const target = join(root, "oracle", "core", "wasm", "module.ts");

const fresh = coreSource(await compileCore(root));
if (!process.argv.includes("--check")) writeFileSync(target, fresh);
else if (readFileSync(target, "utf8") !== fresh) {
  console.error("oracle/core/wasm/module.ts is stale: run node scripts/wasm.ts");
  process.exit(1);
}
