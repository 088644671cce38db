/**
 * `node scripts/build.ts`: compiles the contracts where artifacts are not those of the sources in the checkout, and builds
 * the methodologies' programs where they are not.
 */
import { spawnSync } from "node:child_process";

import { ensureBuilt } from "./build/ensure-built.ts";
import { root } from "./run.ts";

/** Runs a script of the toolchain. @throws Error with `failed` when it ends badly; it has said why itself */
const step = (failed: string, script: string, ...args: readonly string[]): void => {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(failed);
};

try {
  ensureBuilt(root, {
    compile: () => {
      console.error("sixfold: compiling contracts");
      step("the contracts do not compile", "node_modules/hardhat/dist/src/cli.js", "build", "--no-tests");
    },
    checkAbi: () => step("npm run generate makes contracts/abi fresh", "scripts/abi.ts", "--check"),
  });
  step("a methodology's program can not be built", "scripts/programs.ts");
} catch (error) {
  console.error(`sixfold: ${(error as Error).message}`);
  process.exitCode = 1;
}
