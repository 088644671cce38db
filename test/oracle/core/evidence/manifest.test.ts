import { expect } from "chai";
import { sha256 } from "viem";

import { heldFiles } from "../../../../oracle/core/evidence/bundle.ts";
import type { Files } from "../../../../oracle/core/evidence/files.ts";
import {
  checkFiles as checkBundle,
  encodeManifest,
  MANIFEST_PATH,
  parseManifest,
} from "../../../../oracle/core/evidence/manifest.ts";
import type { Manifest } from "../../../../oracle/core/evidence/manifest.ts";
import { evidenceError, flipBit, noise } from "./samples.ts";

const contents = (): Map<string, Uint8Array> =>
  new Map([
    ["program.mjs", noise(30, 1)],
    ["report.json", new TextEncoder().encode("{}")],
    ["inputs/0/0-50", noise(50, 2)],
    ["outputs/a.tif", noise(20, 3)],
  ]);

const listFiles = (files: Files): Manifest["files"] =>
  [...files]
    .filter(([path]) => path !== MANIFEST_PATH)
    .map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256(bytes) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

const checkFiles = (files: Files): Promise<Manifest> => checkBundle(heldFiles(files));

const manifestOf = (files: Files, rest: Partial<Manifest> = {}): Manifest => ({
  format: "sixfold-evidence/3",
  service: "paddy",
  methodology: "ipcc-2019",
  version: "1",
  program: { path: "program.mjs", sha256: sha256(noise(30, 1)) },
  project: { name: "P", pool: "paddy-methane", edgeLevel: 20 },
  period: { start: "2024-01-01", end: "2025-01-01T00:00:00Z" },
  inputs: [
    {
      href: "https://a.example/1.tif",
      size: 60,
      ranges: [{ start: 0, end: 50, path: "inputs/0/0-50", sha256: sha256(noise(50, 2)) }],
    },
  ],
  outputs: [{ path: "outputs/a.tif", sha256: sha256(noise(20, 3)), name: "a", unit: "1", scale: 0.1, nodata: -1 }],
  outputDigest: `0x${"11".repeat(32)}`,
  simulated: false,
  files: listFiles(files),
  ...rest,
});

const bundle = (rest: Partial<Manifest> = {}, files = contents()): Map<string, Uint8Array> =>
  files.set(MANIFEST_PATH, encodeManifest(manifestOf(files, rest)));

describe("evidence/manifest", () => {
  it("is read back as it was written", async () => {
    const manifest = manifestOf(contents());
    expect(parseManifest(encodeManifest(manifest))).to.deep.equal(manifest);
    expect(await checkFiles(bundle())).to.deep.equal(manifest);
  });

  it("names the file that is missing, unlisted or changed", async () => {
    const missing = bundle();
    missing.delete("report.json");
    expect(await evidenceError(() => checkFiles(missing))).to.include({
      code: "EVIDENCE_FILE_MISSING",
      field: "report.json",
    });
    const unlisted = bundle().set("outputs/b.tif", noise(1));
    expect(await evidenceError(() => checkFiles(unlisted))).to.include({
      code: "EVIDENCE_FILE_UNLISTED",
      field: "outputs/b.tif",
    });
    const changed = bundle().set("outputs/a.tif", flipBit(noise(20, 3), 77));
    expect(await evidenceError(() => checkFiles(changed))).to.include({
      code: "EVIDENCE_FILE_CHANGED",
      field: "outputs/a.tif",
    });
  });

  it("refuses a manifest that is not canonical", async () => {
    const spaced = new TextEncoder().encode(JSON.stringify(manifestOf(contents()), null, 1));
    expect((await evidenceError(() => parseManifest(spaced))).code).to.equal("EVIDENCE_JSON_NOT_CANONICAL");
  });

  it("refuses what contradicts itself", async () => {
    const [input, output] = [manifestOf(contents()).inputs[0]!, manifestOf(contents()).outputs[0]!];
    const range = input.ranges[0]!;
    const withRanges = (...ranges: typeof input.ranges) => ({ inputs: [{ ...input, ranges }] });
    const cases: Partial<Record<keyof Manifest, unknown>>[] = [
      { format: "sixfold-evidence/1" },
      { extra: 1 } as never,
      { outputDigest: "0x12" },
      { period: { start: "yesterday", end: "2025-01-01" } },
      { files: [...listFiles(contents())].reverse() },
      { inputs: [input, input] },
      { outputs: [output, output] },
      { files: [{ path: "../etc", size: 1, sha256: sha256(noise(1)) }] },
      withRanges({ ...range, start: 50 }),
      withRanges({ ...range, end: 61 }),
      withRanges(range, { ...range, start: 10, end: 60 }),
    ];
    for (const rest of cases) {
      const error = await evidenceError(
        () => encodeManifest(manifestOf(contents(), rest as Partial<Manifest>)),
        JSON.stringify(rest),
      );
      expect(error.code, JSON.stringify(rest)).to.match(/^EVIDENCE_(MANIFEST_INVALID|PATH_UNSAFE)$/);
    }
  });

  it("refuses a program, inputs and outputs that point at other bytes than those listed", async () => {
    const [input, output] = [manifestOf(contents()).inputs[0]!, manifestOf(contents()).outputs[0]!];
    for (const rest of [
      { outputs: [{ ...output, sha256: sha256(noise(1)) }] },
      { outputs: [{ ...output, path: "outputs/none.tif" }] },
      { program: { path: "program.mjs", sha256: sha256(noise(1)) } } as const,
      { inputs: [{ ...input, ranges: [{ ...input.ranges[0]!, end: 49 }] }] },
    ])
      expect((await evidenceError(() => checkFiles(bundle(rest)))).code).to.equal("EVIDENCE_MANIFEST_INVALID");
  });
});
