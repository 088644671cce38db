import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

import { expect } from "chai";

import { services } from "../oracle/core/services/index.ts";
import { findMethodology } from "../oracle/programs/find-methodology.ts";

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

/** Folders of services. None knows another of its kind. */
const SERVICES = [
  ...new Set(sourcesBelow("oracle/core/services").map((path) => relative("oracle", dirname(path)))),
].filter((room) => room !== "core/services" && room !== "core/services/common");

/** Those that hold a methodology: they may use the other folders of services besides. */
const MEASURING = new Set(
  services().map(({ methodology }) => relative("oracle", dirname(findMethodology(root, methodology).path))),
);

/**
 * The oracle's rooms, each of which may use those before it: no folder imports one that imports it, by whatever way.
 * The folders of one line do not know each other.
 */
const ROOMS: readonly (readonly string[])[] = [
  ["core"],
  ["core/grid", "core/wasm", "core/uncertainty", "core/statements"],
  ["core/raster", "core/scenes", "core/ground"],
  ["core/tiff", "core/controls"],
  ["core/tiff/codecs", "core/picture", "core/kernels", "core/services/common"],
  ["core/kernels/insar", "core/assets", ...SERVICES.filter((room) => !MEASURING.has(room))],
  SERVICES.filter((room) => MEASURING.has(room)),
  ["core/services", "core/evidence"],
  ["core/program"],
  ["engine", "system", "programs"],
  ["transport", "store"],
  ["scenes"],
  ["pipeline"],
  [".", "chain/fold"],
  ["chain"],
  ["chain/actions"],
  ["attest"],
  ["verify"],
  ["cli"],
];

/** The rooms of the API, by the same rule. */
const API_ROOMS: readonly (readonly string[])[] = [
  ["store"],
  ["indexer"],
  ["http"],
  ["certificate", "layers", "witness"],
  ["resources"],
  ["webhooks", "relay"],
  ["web/words"],
  ["web/base"],
  ["web/parts", "web/verify", "web/wallet"],
  ["web/evidence"],
  ["web/views"],
  ["web"],
  ["."],
];

const isCore = (path: string): boolean => path.startsWith("oracle/core/");

const PURE_PACKAGES =
  /^(@stdlib\/|@noble\/hashes\/|viem$|zod$|fflate$|zstddec$|canonicalize$|multiformats|geographiclib-geodesic$)/;

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
      .filter((path) => isCore(path) && !path.includes("/assembly/"))
      .flatMap((path) =>
        importsOf(path)
          .filter((target) => (target.startsWith("oracle/") ? !isCore(target) : !PURE_PACKAGES.test(target)))
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
            : layer(target) !== "contracts/abi" && !PURE_PACKAGES.test(target),
        )
        .map((target) => `${path} -> ${target}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  for (const [top, order] of [
    ["oracle", ROOMS],
    ["api", API_ROOMS],
  ] as const)
    it(`every folder of ${top} uses only those before it`, () => {
      const roomOf = (path: string): string => relative(top, dirname(path)) || ".";
      const place = new Map(order.flatMap((rooms, index) => rooms.map((room) => [room, index] as const)));
      const sources = sourcesBelow(top).filter((path) => !path.includes("/assembly/"));
      expect([...new Set(sources.map(roomOf))].toSorted()).to.deep.equal([...place.keys()].toSorted());
      const wrong = sources.flatMap((path) =>
        importsOf(path)
          .filter((target) => target.startsWith(`${top}/`) && roomOf(target) !== roomOf(path))
          .filter((target) => place.get(roomOf(target))! >= place.get(roomOf(path))!)
          .map((target) => `${path} -> ${target}`),
      );
      expect(wrong).to.deep.equal([]);
    });

  /** What modules reach by imports that are not of types, each with one that imports it. */
  const reachedFrom = (sources: readonly string[]): ReadonlyMap<string, string> => {
    const erased = /(?:import|export) type [^;]*;/g;
    const reached = new Map<string, string>();
    const visit = (path: string): void => {
      for (const target of specifiersOf(path, readFileSync(resolve(root, path), "utf8").replaceAll(erased, ""))) {
        if (reached.has(target)) continue;
        reached.set(target, path);
        if (/^(oracle|contracts|api)\//.test(target)) visit(target);
      }
    };
    sources.forEach(visit);
    return reached;
  };
  const thatMatch = (reached: ReadonlyMap<string, string>, pattern: RegExp): readonly string[] =>
    [...reached].filter(([target]) => pattern.test(target)).map(([target, path]) => `${path} -> ${target}`);

  it("a page can write to the chain: actions and a wallet's sender reach no key and no Node API", () => {
    const reached = reachedFrom([...sourcesBelow("oracle/chain/actions"), "oracle/chain/wallet-sender.ts"]);
    expect([...reached.keys()]).to.include("oracle/chain/simulate.ts");
    expect(
      thatMatch(reached, /^node:|^viem\/accounts|^oracle\/(chain\/signer\.ts|cli|attest|store|transport)/),
    ).to.deep.equal([]);
  });

  it("the page reaches no key, no command and nothing of the server but its types", () => {
    const reached = reachedFrom(["api/web/main.ts"]);
    expect([...reached.keys()]).to.include.members(["api/web/verify/verify.ts", "api/web/wallet/retire.ts"]);
    expect(
      thatMatch(reached, /^viem\/accounts|^oracle\/(chain\/signer\.ts|cli)|^api\/(store|indexer|http|resources)\//),
    ).to.deep.equal([]);
  });

  it("neither oracle nor api imports hardhat, and only the second witness reads the chain by ethers", () => {
    const importing = (pattern: RegExp): readonly string[] =>
      ["oracle", "api"].flatMap(sourcesBelow).filter((path) => importsOf(path).some((target) => pattern.test(target)));
    expect(importing(/^hardhat(\/|$)/)).to.deep.equal([]);
    expect(importing(/^ethers(\/|$)/).filter((path) => !path.startsWith("api/witness/"))).to.deep.equal([]);
    // Nothing that the witness is compared with: no viem, no fold, no store.
    const reached = reachedFrom(sourcesBelow("api/witness"));
    expect(thatMatch(reached, /^viem|^oracle\/chain|^api\/(store|indexer|resources)/)).to.deep.equal([]);
  });
});
