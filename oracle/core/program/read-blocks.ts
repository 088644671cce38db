import { empty } from "../empty.ts";
import { blocksOver } from "../tiff/band-source.ts";
import type { StoredBlock } from "../tiff/band-source.ts";
import type { Window } from "../grid/window.ts";
import type { OpenBand } from "../assets/open-band.ts";
import type { ByteRange, Transport } from "../scenes/types.ts";

/** Ranges closer than this are read as one: a request costs more than the bytes between. One block of a recording. */
const GAP_BYTES = 16_384;
/** Most bytes of one request. */
const LONGEST_READ_BYTES = 8 * 2 ** 20;

type Wanted = ByteRange & { readonly href: string; readonly index: number };

/** The blocks that a step's bands need over a window: each block of a file once, in ascending order of place. */
const wantedOf = (
  bands: readonly OpenBand[],
  window: Window,
): { readonly stored: readonly Wanted[]; readonly sparse: readonly StoredBlock[] } => {
  const wanted = new Map<string, Wanted>();
  for (const { source, offsets, byteCounts } of bands) {
    for (const { index } of blocksOver(source, window)) {
      const start = offsets[index] as number;
      wanted.set(`${index} ${source.href}`, {
        href: source.href,
        index,
        start,
        end: start + (byteCounts[index] as number),
      });
    }
  }
  const all = [...wanted.values()];
  return {
    stored: all
      .filter(({ start, end }) => end > start)
      .sort((a, b) => (a.href < b.href ? -1 : a.href > b.href ? 1 : a.start - b.start)),
    sparse: all.filter(({ start, end }) => end === start).map(({ href, index }) => ({ href, index, bytes: undefined })),
  };
};

/** Neighbouring blocks of one file, read in one request. */
const requestsOf = (stored: readonly Wanted[]): readonly (readonly Wanted[])[] => {
  const requests: Wanted[][] = [];
  for (const block of stored) {
    const request = requests.at(-1);
    const [first, last] = [request?.[0], request?.at(-1)];
    const joins =
      first?.href === block.href &&
      block.start >= (last as Wanted).end &&
      block.start - (last as Wanted).end <= GAP_BYTES &&
      block.end - first.start <= LONGEST_READ_BYTES;
    if (joins) request?.push(block);
    else requests.push([block]);
  }
  return requests;
};

/** Blocks of a step that are read and sent together, and the bytes of them. */
export type Batch = {
  readonly requests: readonly (readonly Wanted[])[];
  readonly sparse: readonly StoredBlock[];
  readonly bytes: number;
};

/** The blocks of a step over a window in batches of no more than `mostBytes`, but always one request; at least one. */
export const batchesOf = (bands: readonly OpenBand[], window: Window, mostBytes: number): readonly Batch[] => {
  const { stored, sparse } = wantedOf(bands, window);
  const batches: { requests: (readonly Wanted[])[]; sparse: readonly StoredBlock[]; bytes: number }[] = [
    { requests: [], sparse, bytes: 0 },
  ];
  for (const request of requestsOf(stored)) {
    const bytes = request.reduce((sum, { start, end }) => sum + end - start, 0);
    const last = batches.at(-1)!;
    if (last.bytes > 0 && last.bytes + bytes > mostBytes) batches.push({ requests: [request], sparse: [], bytes });
    else {
      last.requests.push(request);
      last.bytes += bytes;
    }
  }
  return batches;
};

/** Reads the blocks of a batch, as stored. Throws what the transport throws. */
export const readBatch = async (
  { requests, sparse }: Batch,
  transport: Transport,
  signal: AbortSignal,
): Promise<readonly StoredBlock[]> => {
  const read = await Promise.all(
    requests.map(async (request): Promise<readonly StoredBlock[]> => {
      const [{ href, start }, last] = [request[0] as Wanted, request.at(-1) as Wanted];
      const bytes = await transport.read(href, { start, end: last.end }, signal);
      if (request.length === 1 && bytes.byteLength === bytes.buffer.byteLength)
        return request.map(({ index }) => ({ href, index, bytes }));
      // A copy of its own, so that handing it to a worker takes nothing else along.
      const blocks = request.map(({ index, start: from, end }) => ({
        href,
        index,
        bytes: bytes.slice(from - start, end - start),
      }));
      empty(bytes);
      return blocks;
    }),
  );
  return [...read.flat(), ...sparse];
};
