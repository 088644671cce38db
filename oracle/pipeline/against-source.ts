import { sha256 } from "viem";

import type { Transport } from "../core/scenes/types.ts";
import { recordingsOf } from "../core/evidence/bundle.ts";
import type { Files } from "../core/evidence/files.ts";
import { checkFiles } from "../core/evidence/manifest.ts";
import type { ReplayCheck } from "./replay-check.ts";

/**
 * Fetches every recorded range again and compares it with the bundle: the archive's own copy against what the bundle
 * says it served. What has changed is a finding; an archive that does not answer is thrown.
 * @param transport over the archive; for a local catalogue wrapped by `portableTransport`
 * @returns one check for the size of each file and one for each range, in the order of the manifest
 * @throws SixfoldError of `checkFiles` and of the transport
 */
export const againstSource = async (
  files: Files,
  transport: Transport,
  signal?: AbortSignal,
): Promise<{ readonly ok: boolean; readonly checks: readonly ReplayCheck[] }> => {
  const checks: ReplayCheck[] = [];
  for (const { href, head, ranges } of recordingsOf(files, checkFiles(files))) {
    const { size } = await transport.head(href, signal);
    checks.push({ name: `${href} size`, ok: size === head.size, expected: String(head.size), actual: String(size) });
    for (const { start, end, bytes } of ranges) {
      // A file that has shrunk can not be asked for what lies beyond its end.
      const served = end <= size ? await transport.read(href, { start, end }, signal) : new Uint8Array();
      const [expected, actual] = [sha256(bytes), sha256(served)];
      checks.push({ name: `${href} bytes ${start}-${end}`, ok: expected === actual, expected, actual });
    }
  }
  return { ok: checks.every(({ ok }) => ok), checks };
};
