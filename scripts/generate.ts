/** `npm run generate`: writes anew what is generated from other files and committed. */
import { run } from "./run.ts";

run("build contracts", "hardhat", ["build", "--no-tests"]);
run("ABIs", process.execPath, ["scripts/abi.ts"]);
run("sizes and storage of contracts", process.execPath, ["scripts/layout.ts"]);
run("compiled kernels", process.execPath, ["scripts/wasm.ts"]);
run("documents of formats", process.execPath, ["scripts/formats.ts"]);
