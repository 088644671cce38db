import * as z from "zod";

import { parsedBy } from "../schema-faults.ts";
import { SixfoldError } from "../errors.ts";
import { canonicalJson, parseCanonicalJson } from "./canonical-json.ts";
import { readWhole, requireFile, requireSafePath, sortedPaths } from "./files.ts";
import type { Bundle } from "./files.ts";
import { PROGRAM_PATH } from "./paths.ts";
import { digestOf } from "./stored.ts";

export const MANIFEST_PATH = "manifest.json";

const digest = z.string().regex(/^0x[0-9a-f]{64}$/, "must be 32 bytes as 0x and lower-case hex");
const byteCount = z.int().nonnegative();
const instant = z.union([z.iso.date(), z.iso.datetime()]);

const range = z.strictObject({ start: byteCount, end: byteCount, path: z.string(), sha256: digest });

const input = z.strictObject({
  href: z.string().min(1),
  size: byteCount,
  etag: z.string().exactOptional(),
  lastModified: z.string().exactOptional(),
  /** `file:checksum` of the STAC item: a multihash of the whole asset, in hex. */
  checksum: z.string().exactOptional(),
  ranges: z.array(range),
});

const output = z.strictObject({
  path: z.string(),
  sha256: digest,
  name: z.string().min(1),
  unit: z.string(),
  /** physical value = stored integer * scale */
  scale: z.number().positive(),
  nodata: z.int(),
});

const file = z.strictObject({ path: z.string(), size: byteCount, sha256: digest });

const manifestSchema = z.strictObject({
  format: z.literal("sixfold-evidence/3"),
  service: z.string().min(1),
  methodology: z.string().min(1),
  version: z.string().min(1),
  /** The code that made the bundle, all of it, as a file of the bundle: its hash is the identity of the code. */
  program: z.strictObject({ path: z.literal(PROGRAM_PATH), sha256: digest }),
  project: z.strictObject({ name: z.string(), pool: z.string(), edgeLevel: z.union([z.literal(16), z.literal(20)]) }),
  period: z.strictObject({ start: instant, end: instant }),
  /** Ascending by href. */
  inputs: z.array(input),
  /** Ascending by name. */
  outputs: z.array(output),
  outputDigest: digest,
  simulated: z.boolean(),
  /** Every file of the bundle but the manifest, ascending by path. */
  files: z.array(file),
});

/** What a program says of its measurement, beside the files that the manifest lists. */
export const factsSchema = z.object({
  ...manifestSchema.pick({
    service: true,
    methodology: true,
    version: true,
    project: true,
    period: true,
    outputDigest: true,
    simulated: true,
  }).shape,
  outputs: z.array(output.omit({ sha256: true })),
});

/** What a bundle is, what went in, what came out, and the hash of every file. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestInput = Manifest["inputs"][number];
export type ManifestOutput = Manifest["outputs"][number];

const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule });
};

const requireAscending = (field: string, keys: readonly string[]): void =>
  keys.forEach((key, i) => {
    if (i > 0 && key <= keys[i - 1]!)
      refuse("EVIDENCE_MANIFEST_INVALID", `${field}/${i}`, key, "must ascend and appear once");
  });

const checkManifest = (value: unknown): Manifest => {
  const manifest = parsedBy(
    manifestSchema,
    value,
    ({ pointer, ...fault }) =>
      new SixfoldError({
        code: "EVIDENCE_MANIFEST_INVALID",
        failure: "check",
        field: `${MANIFEST_PATH}#${pointer}`,
        ...fault,
      }),
  );
  requireAscending(
    "files",
    manifest.files.map(({ path }) => requireSafePath(path)),
  );
  requireAscending(
    "inputs",
    manifest.inputs.map(({ href }) => href),
  );
  requireAscending(
    "outputs",
    manifest.outputs.map(({ name }) => name),
  );
  manifest.inputs.forEach(({ href, size, ranges }) =>
    ranges.forEach(({ start, end }, i) => {
      if (start >= end || end > size || start < (ranges[i - 1]?.end ?? 0))
        refuse(
          "EVIDENCE_MANIFEST_INVALID",
          href,
          [start, end],
          `must be disjoint ascending ranges within ${size} bytes`,
        );
    }),
  );
  return manifest;
};

/** `{ path, size, sha256 }` of every file but the manifest, ascending by path. */
export const listFiles = async (bundle: Bundle): Promise<Manifest["files"]> => {
  const listed: Manifest["files"] = [];
  for (const path of sortedPaths(bundle).map(requireSafePath)) {
    const stored = bundle.get(path)!;
    if (path !== MANIFEST_PATH) listed.push({ path, size: stored.size, sha256: await digestOf(stored) });
  }
  return listed;
};

/**
 * RFC 8785 bytes of a manifest.
 * @throws SixfoldError `EVIDENCE_MANIFEST_INVALID`
 */
export const encodeManifest = (manifest: Manifest): Uint8Array => canonicalJson(checkManifest(manifest), MANIFEST_PATH);

/**
 * @throws SixfoldError `EVIDENCE_JSON_NOT_CANONICAL` unless the bytes are RFC 8785; `EVIDENCE_MANIFEST_INVALID`
 */
export const parseManifest = (bytes: Uint8Array): Manifest => checkManifest(parseCanonicalJson(bytes, MANIFEST_PATH));

/**
 * The manifest of a bundle whose files are exactly those that it lists, with the sizes and hashes that it lists, and
 * whose program, inputs and outputs point at listed files with the same hash.
 * @throws SixfoldError `EVIDENCE_FILE_MISSING`, `EVIDENCE_FILE_UNLISTED`, `EVIDENCE_FILE_CHANGED`, `EVIDENCE_MANIFEST_INVALID`
 */
export const checkFiles = async (bundle: Bundle): Promise<Manifest> => {
  const manifest = parseManifest(await readWhole(bundle, MANIFEST_PATH));
  const listed = new Map(manifest.files.map((entry) => [entry.path, entry]));
  for (const { path, size, sha256: expected } of manifest.files) {
    const stored = requireFile(bundle, path);
    // Of another length, its hash is known to be another one.
    const actual = stored.size === size ? await digestOf(stored) : `${stored.size} bytes`;
    if (actual !== expected)
      refuse("EVIDENCE_FILE_CHANGED", path, actual, `must have ${size} bytes and sha-256 ${expected}`);
  }
  for (const path of bundle.keys())
    if (path !== MANIFEST_PATH && !listed.has(path))
      refuse("EVIDENCE_FILE_UNLISTED", path, path, "must be listed in the manifest");
  const pointers = [manifest.program, ...manifest.inputs.flatMap(({ ranges }) => ranges), ...manifest.outputs];
  for (const { path, sha256: expected } of pointers)
    if (listed.get(path)?.sha256 !== expected)
      refuse("EVIDENCE_MANIFEST_INVALID", path, listed.get(path)?.sha256 ?? null, `must be listed with ${expected}`);
  for (const { ranges } of manifest.inputs)
    for (const { path, start, end } of ranges)
      if (listed.get(path)?.size !== end - start)
        refuse(
          "EVIDENCE_MANIFEST_INVALID",
          path,
          listed.get(path)?.size,
          `must hold the ${end - start} bytes of its range`,
        );
  return manifest;
};
