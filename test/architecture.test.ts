import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

import { expect } from "chai";

const root = resolve(import.meta.dirname, "..");

const sourcesBelow = (folder: string): string[] =>
  readdirSync(resolve(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, resolve(entry.parentPath, entry.name)))
    .filter((path) => !path.includes("node_modules"));

const specifiersOf = (path: string, text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(([, specifier]) =>
    specifier!.startsWith(".") ? relative(root, resolve(root, dirname(path), specifier!)) : specifier!,
  );

const importsOf = (path: string): string[] => specifiersOf(path, readFileSync(resolve(root, path), "utf8"));

const layer = (path: string): string => (path.startsWith("contracts/abi") ? "contracts/abi" : path.split("/")[0]!);

/** What each layer may import of the project; the order is contracts/abi <- oracle <- api <- scripts, test. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "contracts/abi": ["contracts/abi"],
  oracle: ["contracts/abi", "oracle"],
  api: ["contracts/abi", "oracle", "api"],
  scripts: ["contracts/abi", "oracle", "api", "scripts"],
};

const isCore = (path: string): boolean =>
  /^oracle\/(ground|raster|services|uncertainty)\//.test(path) ||
  /^oracle\/evidence\/(manifest|canonical-json|files|output-digest)\.ts$/.test(path) ||
  ["oracle/errors.ts", "oracle/math.ts", "oracle/schema-faults.ts"].includes(path);

/** Types may be shared from the rim: they are erased. */
const isTypeOnly = (path: string): boolean => path.endsWith("/types.ts");

const PURE_PACKAGES =
  /^(@stdlib\/|@noble\/hashes\/|viem$|zod$|fflate$|canonicalize$|multiformats|geographiclib-geodesic$)/;

describe("architecture", () => {
  for (const [folder, allowed] of Object.entries(ALLOWED)) {
    it(`${folder} imports only ${allowed.join(", ")}`, () => {
      const wrong = sourcesBelow(folder).flatMap((path) =>
        importsOf(path)
          .filter((target) => /^(contracts|oracle|api|scripts|test)\//.test(target) && !allowed.includes(layer(target)))
          .map((target) => `${path} -> ${target}`),
      );
      expect(wrong).to.deep.equal([]);
    });
  }

  it("test_L13_the_measuring_core_is_pure", () => {
    const wrong = sourcesBelow("oracle")
      .filter(isCore)
      .flatMap((path) =>
        importsOf(path)
          .filter((target) =>
            target.startsWith("oracle/") ? !isCore(target) && !isTypeOnly(target) : !PURE_PACKAGES.test(target),
          )
          .map((target) => `${path} -> ${target}`),
      );
    expect(wrong).to.deep.equal([]);
  });

  it("test_L17_the_fold_of_logs_is_pure", () => {
    // Of the rim it has types alone, and those are erased.
    const erased = /import type [^;]*;/g;
    const wrong = sourcesBelow("oracle/chain/fold").flatMap((path) =>
      specifiersOf(path, readFileSync(resolve(root, path), "utf8").replaceAll(erased, ""))
        .filter((target) =>
          target.startsWith("oracle/")
            ? !target.startsWith("oracle/chain/fold/") && !isCore(target)
            : !PURE_PACKAGES.test(target),
        )
        .map((target) => `${path} -> ${target}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("neither oracle nor api imports hardhat or ethers", () => {
    const wrong = ["oracle", "api"]
      .flatMap(sourcesBelow)
      .filter((path) => importsOf(path).some((target) => /^(hardhat|ethers)(\/|$)/.test(target)));
    expect(wrong).to.deep.equal([]);
  });
});
