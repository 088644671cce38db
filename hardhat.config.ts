import { fileURLToPath } from "node:url";

import hardhatIgnitionViem from "@nomicfoundation/hardhat-ignition-viem";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import hardhatViemAssertions from "@nomicfoundation/hardhat-viem-assertions";
import { defineConfig } from "hardhat/config";

import { testsAlone } from "./scripts/build/tests-alone.ts";
import { wholeOutput } from "./scripts/build/whole-output.ts";

/**
 * The oldest that costs nothing: code for Cancun, Prague and Osaka has the same size (226,527 bytes in all) and takes the
 * same gas in each flow of test/gas.test.ts. An older one is refused: contracts and OpenZeppelin's copy memory by MCOPY.
 */
const EVM = "cancun";

/** The compiler comes from npm, so that building needs no download: `solc` is pinned in package.json. */
const compiler = {
  version: "0.8.37",
  path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
  settings: {
    evmVersion: EVM,
    optimizer: { enabled: true, runs: 10_000 },
    viaIR: true,
    // Where storage lies, for contracts/layout.json.
    outputSelection: { "*": { "*": ["storageLayout"] } },
  },
};

export default defineConfig({
  plugins: [
    hardhatIgnitionViem,
    hardhatMocha,
    hardhatNetworkHelpers,
    hardhatViem,
    hardhatViemAssertions,
    wholeOutput,
    testsAlone,
  ],
  solidity: {
    // One output whichever profile a task asks for: apart, each would throw the other's away.
    profiles: { default: compiler, production: { ...compiler, isolated: false, toolVersionsInBuildInfo: false } },
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
  },
  networks: {
    // Same rules as the public chain: gas caps, code size limits, one block a transaction.
    node: { type: "edr-simulated", chainId: 31337, hardfork: "osaka" },
    local: { type: "http", url: "http://127.0.0.1:8545" },
  },
  paths: {
    sources: "contracts",
    ignition: "scripts/ignition",
    tests: { mocha: "test", solidity: "test/contracts" },
  },
  test: {
    mocha: {
      timeout: 120_000,
      reporter: fileURLToPath(new URL("scripts/test/mocha-reporter.ts", import.meta.url)),
    },
    solidity: {
      profiles: {
        default: {
          fuzz: { runs: 256, seed: "0x51" },
          invariant: { runs: 64, depth: 100, failOnRevert: true },
        },
        deep: {
          fuzz: { runs: 5_000, seed: "0x51" },
          // Calls at each of the eighteen invariants: 1,152,000 in all.
          invariant: { runs: 256, depth: 250, failOnRevert: true },
        },
      },
    },
  },
});
