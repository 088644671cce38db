/**
 * Writes contracts/layout.json: of each contract the size of its code and where its storage lies. A part of
 * `npm run generate`. `node scripts/layout.ts --check` only compares, and fails when the committed file is stale: so
 * nobody moves storage or grows a contract without seeing it.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./run.ts";

/** EIP-170: no contract's code is longer. */
const MAX_CODE_BYTES = 24_576;

type Slot = { readonly label: string; readonly slot: string; readonly offset: number; readonly type: string };
type StorageLayout = {
  readonly storage: readonly Slot[];
  readonly types: Readonly<Record<string, { readonly label: string; readonly members?: readonly Slot[] }>> | null;
};
type Artifact = {
  readonly contractName: string;
  readonly inputSourceName: string;
  readonly buildInfoId: string;
  readonly deployedBytecode: string;
};
type BuildOutput = {
  readonly output: {
    readonly contracts: Record<string, Record<string, { readonly storageLayout: StorageLayout } | undefined>>;
  };
};

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), "utf8")) as T;

const outputs = new Map<string, BuildOutput>();
const outputOf = (id: string): BuildOutput => {
  const known = outputs.get(id) ?? readJson<BuildOutput>(`artifacts/build-info/${id}.output.json`);
  outputs.set(id, known);
  return known;
};

/** Slot, byte within it, type and name of each variable, then the same within each struct that is stored. */
const describe = ({ storage, types }: StorageLayout): Readonly<Record<string, readonly string[]>> => {
  const lines = (slots: readonly Slot[]): readonly string[] =>
    slots.map(({ slot, offset, type, label }) => `${slot}:${offset} ${types![type]!.label} ${label}`);
  const structs = Object.values(types ?? {})
    .filter(({ members }) => members !== undefined)
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
  return {
    storage: lines(storage),
    ...Object.fromEntries(structs.map(({ label, members }) => [label, lines(members!)])),
  };
};

const artifacts = globSync("artifacts/contracts/*.sol/*.json", { cwd: root })
  .map((path) => readJson<Artifact>(path))
  .filter(({ deployedBytecode }) => deployedBytecode !== "0x")
  .toSorted((a, b) => (a.contractName < b.contractName ? -1 : 1));

const sizeOf = ({ contractName, deployedBytecode }: Artifact): number => {
  const bytes = (deployedBytecode.length - 2) / 2;
  if (bytes > MAX_CODE_BYTES)
    throw new Error(`${contractName} has ${bytes} bytes of code, and may have ${MAX_CODE_BYTES}`);
  return bytes;
};

const layout = Object.fromEntries(
  artifacts.map((artifact) => {
    const { contractName, inputSourceName, buildInfoId } = artifact;
    const { storageLayout } = outputOf(buildInfoId).output.contracts[inputSourceName]![contractName]!;
    return [contractName, { codeBytes: sizeOf(artifact), ...describe(storageLayout) }];
  }),
);
const fresh = `${JSON.stringify(layout, undefined, 2)}\n`;

const target = join(root, "contracts", "layout.json");
if (!process.argv.includes("--check")) writeFileSync(target, fresh);
else if (readFileSync(target, "utf8") !== fresh) {
  console.error(
    "contracts/layout.json is not what the contracts compile to: look at what moved, then npm run generate",
  );
  process.exitCode = 1;
}
