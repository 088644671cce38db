import type { Hex } from "viem";

import { publicHref } from "../scenes/public-href.ts";
import type { ByteRange, Recording, Stored } from "../scenes/types.ts";
import type { Bundle, Files } from "./files.ts";
import { requireFile } from "./files.ts";
import { encodeManifest, listFiles, MANIFEST_PATH } from "./manifest.ts";
import type { Manifest, ManifestInput } from "./manifest.ts";
import type { Facts } from "./measured-files.ts";
import { PROGRAM_PATH } from "./paths.ts";
import { decodeScenes, SCENES_PATH } from "./scene-records.ts";
import { held } from "./stored.ts";

export type BundleInput = {
  /** The methodology's program: all the code that made the files below of the recordings. */
  readonly program: Uint8Array;
  readonly recordings: readonly Recording[];
  /** Of `measure`. */
  readonly measured: { readonly files: Files; readonly facts: Facts };
};

const rangePath = (input: number, { start, end }: ByteRange): string => `inputs/${input}/${start}-${end}`;

const describeInputs = (
  recordings: readonly Recording[],
  checksums: ReadonlyMap<string, string | undefined>,
  digestOf: (path: string) => Hex,
): ManifestInput[] =>
  recordings.map(({ href, head: { size, etag, lastModified }, ranges }, i) => {
    const checksum = checksums.get(href);
    return {
      href,
      size,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
      ...(checksum === undefined ? {} : { checksum }),
      ranges: ranges.map(({ start, end }) => {
        const path = rangePath(i, { start, end });
        return { start, end, path, sha256: digestOf(path) };
      }),
    };
  });

/** Small files as files of a bundle. */
export const heldFiles = (files: Files): Bundle => new Map([...files].map(([path, bytes]) => [path, held(bytes)]));

/** `file:checksum` of every asset of a bundle's scenes, by public href. */
const checksumsOf = (files: Files): ReadonlyMap<string, string | undefined> =>
  new Map(
    decodeScenes(requireFile(files, SCENES_PATH)).flatMap(({ assets }) =>
      Object.values(assets).map(({ href, checksum }) => [publicHref(href), checksum] as const),
    ),
  );

/**
 * The bundle of one outcome: what was measured, what it was measured from, and by which program. Pure, whatever the order
 * of recordings; every file is read once, to be hashed.
 * @returns every file by path, `manifest.json` included, and what that says
 * @throws SixfoldError of `encodeManifest`
 */
export const bundleOf = async ({
  program,
  measured,
  ...input
}: BundleInput): Promise<{ readonly files: Bundle; readonly manifest: Manifest }> => {
  const recordings = [...input.recordings].sort((a, b) => (a.href < b.href ? -1 : 1));
  const files = new Map<string, Stored>(heldFiles(measured.files)).set(PROGRAM_PATH, held(program));
  recordings.forEach(({ ranges }, i) => ranges.forEach((range) => files.set(rangePath(i, range), range.stored)));
  const listed = await listFiles(files);
  const digests = new Map(listed.map(({ path, sha256: digest }) => [path, digest as Hex]));
  const digestOf = (path: string): Hex => digests.get(path)!;
  const { outputs, ...facts } = measured.facts;
  const manifest: Manifest = {
    format: "sixfold-evidence/3",
    ...facts,
    program: { path: PROGRAM_PATH, sha256: digestOf(PROGRAM_PATH) },
    inputs: describeInputs(recordings, checksumsOf(measured.files), digestOf),
    outputs: outputs.map((output) => ({ ...output, sha256: digestOf(output.path) })),
    files: listed,
  };
  return { files: files.set(MANIFEST_PATH, held(encodeManifest(manifest))), manifest };
};

/** The recordings that a bundle's `inputs/` hold, once `checkFiles` has passed it. */
export const recordingsOf = (bundle: Bundle, { inputs }: Manifest): readonly Recording[] =>
  inputs.map(({ href, size, etag, lastModified, ranges }) => ({
    href,
    head: {
      size,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    },
    ranges: ranges.map(({ start, end, path }) => ({ start, end, stored: bundle.get(path)! })),
  }));
