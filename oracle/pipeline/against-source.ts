import type { ByteRange, Transport } from "../core/scenes/types.ts";
import { recordingsOf } from "../core/evidence/bundle.ts";
import type { Bundle } from "../core/evidence/files.ts";
import { checkFiles } from "../core/evidence/manifest.ts";
import { digestOf, held, partOf } from "../core/evidence/stored.ts";
import type { ReplayCheck } from "./replay-check.ts";

/**
 * Fetches every recorded range again and compares it with the bundle: the archive's own copy against what the bundle
 * says it served. What has changed is a finding; an archive that does not answer is thrown.
 * @param transport over the archive; for a local catalogue wrapped by `portableTransport`
 * @returns one check for the size of each file and one for each range, in the order of the manifest
 * @throws SixfoldError of `checkFiles` and of the transport
 */
export const againstSource = async (
  files: Bundle,
  transport: Transport,
  signal?: AbortSignal,
): Promise<{ readonly ok: boolean; readonly checks: readonly ReplayCheck[] }> => {
  const checks: ReplayCheck[] = [];
  for (const { href, head, ranges } of recordingsOf(files, await checkFiles(files))) {
    const { size } = await transport.head(href, signal);
    checks.push({ name: `${href} size`, ok: size === head.size, expected: String(head.size), actual: String(size) });
    const source = { read: (range: ByteRange) => transport.read(href, range, signal) };
    for (const { start, end, stored } of ranges) {
      // A file that has shrunk can not be asked for what lies beyond its end.
      const served = end <= size ? partOf(source, start, end) : held(new Uint8Array());
      const [expected, actual] = [await digestOf(stored), await digestOf(served)];
      checks.push({ name: `${href} bytes ${start}-${end}`, ok: expected === actual, expected, actual });
    }
  }
  return { ok: checks.every(({ ok }) => ok), checks };
};
