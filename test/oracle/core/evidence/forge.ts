import { heldFiles } from "../../../../oracle/core/evidence/bundle.ts";
import type { Files } from "../../../../oracle/core/evidence/files.ts";
import { encodeManifest, listFiles, parseManifest } from "../../../../oracle/core/evidence/manifest.ts";

/** A bundle with a file exchanged and everything that vouches for it made to agree, as a forger would. */
export const forge = async (bundle: Files, path: string, bytes: Uint8Array): Promise<Files> => {
  const files = new Map(bundle).set(path, bytes);
  const manifest = parseManifest(files.get("manifest.json")!);
  const listed = await listFiles(heldFiles(files));
  const digestOf = (name: string) => listed.find((entry) => entry.path === name)!.sha256;
  return files.set(
    "manifest.json",
    encodeManifest({
      ...manifest,
      files: listed,
      program: { ...manifest.program, sha256: digestOf(manifest.program.path) },
      inputs: manifest.inputs.map((input) => ({
        ...input,
        ranges: input.ranges.map((range) => ({ ...range, sha256: digestOf(range.path) })),
      })),
      outputs: manifest.outputs.map((output) => ({ ...output, sha256: digestOf(output.path) })),
    }),
  );
};
