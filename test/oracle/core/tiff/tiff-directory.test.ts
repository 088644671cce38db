import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { readTiffDirectory } from "../../../../oracle/core/tiff/tiff-directory.ts";
import type { TiffDirectory } from "../../../../oracle/core/tiff/tiff-directory.ts";
import { memoryTransport } from "../../../helpers/tiff.ts";

type Entry = { readonly tag: number; readonly values: readonly number[]; readonly count?: number };
type Shape = { readonly little: boolean; readonly big: boolean };

const href = "mem://header.tif";

/** A header alone. Values are LONG, and lie behind the directory, `gap` bytes away, where they do not fit in it. */
const headerOf = (entries: readonly Entry[], { little, big }: Shape, gap = 5000): Uint8Array => {
  const start = big ? 16 : 8;
  const entryBytes = big ? 20 : 12;
  const inline = big ? 2 : 1;
  let at = start + (big ? 8 : 2) + entries.length * entryBytes + (big ? 8 : 4) + gap;
  const bytes = new Uint8Array(at + entries.reduce((sum, { values }) => sum + values.length * 4, 0));
  const view = new DataView(bytes.buffer);
  const word = (where: number, value: number): void =>
    big ? view.setBigUint64(where, BigInt(value), little) : view.setUint32(where, value, little);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, big ? 43 : 42, little);
  if (big) view.setUint16(4, 8, little);
  word(big ? 8 : 4, start);
  if (big) word(start, entries.length);
  else view.setUint16(start, entries.length, little);
  entries.forEach(({ tag, values, count }, i) => {
    const entry = start + (big ? 8 : 2) + i * entryBytes;
    view.setUint16(entry, tag, little);
    view.setUint16(entry + 2, 4, little);
    word(entry + 4, count ?? values.length);
    let where = entry + (big ? 12 : 8);
    if (values.length > inline) {
      word(where, at);
      where = at;
      at += values.length * 4;
    }
    values.forEach((value, j) => view.setUint32(where + j * 4, value, little));
  });
  return bytes;
};

const open = (bytes: Uint8Array): Promise<TiffDirectory> => readTiffDirectory(href, memoryTransport({ [href]: bytes }));

const codeOf = async (bytes: Uint8Array): Promise<string> =>
  open(bytes).then(
    () => "none",
    (error: unknown) => {
      if (error instanceof SixfoldError) return error.code;
      throw error;
    },
  );

const offsets = Array.from({ length: 3000 }, (_, i) => i * 65_537);

describe("readTiffDirectory", () => {
  for (const little of [true, false]) {
    for (const big of [true, false]) {
      const shape = { little, big };
      const name = `${little ? "little" : "big"}-endian ${big ? "BigTIFF" : "TIFF"}`;

      it(`reads numbers, near and far, of a ${name}`, async () => {
        const directory = await open(
          headerOf(
            [
              { tag: 256, values: [40] },
              { tag: 273, values: offsets },
            ],
            shape,
          ),
        );
        expect(directory.littleEndian).to.equal(little);
        expect(directory.numbers(256)).to.deep.equal([40]);
        expect(directory.numbers(273)).to.deep.equal(offsets);
        expect(directory.numbers(279)).to.equal(undefined);
      });

      it(`refuses counts that a ${name} cannot hold, without reserving memory for them`, async () => {
        const before = process.memoryUsage().arrayBuffers;
        for (const tag of [273, 279, 324, 325, 65_000]) {
          const lying = headerOf([{ tag, values: [1, 2, 3], count: 2 ** 31 }], shape);
          expect(await codeOf(lying)).to.equal("TIFF_TAG");
        }
        expect(process.memoryUsage().arrayBuffers - before).to.be.below(2 ** 28);
        const beyond = headerOf([{ tag: 273, values: offsets, count: offsets.length + 1 }], shape);
        expect(await codeOf(beyond)).to.equal("TIFF_TRUNCATED");
      });

      it(`refuses a ${name} whose tags, together, are too much or say two things`, async () => {
        const many = Array.from({ length: 9 }, (_, i) => ({ tag: 60_000 + i, values: [1, 2, 3], count: 2 ** 20 }));
        expect(await codeOf(new Uint8Array([...headerOf(many, shape), ...new Uint8Array(2 ** 22)]))).to.equal(
          "TIFF_TAG",
        );
        const twice = [
          { tag: 256, values: [40] },
          { tag: 256, values: [41] },
        ];
        expect(await codeOf(headerOf(twice, shape))).to.equal("TIFF_TAG");
        expect(await codeOf(headerOf([], shape))).to.equal("TIFF_HEADER");
      });
    }
  }

  it("tells an aborted read by its reason", async () => {
    const stop = new AbortController();
    const bytes = headerOf([{ tag: 273, values: offsets }], { little: true, big: false });
    const inner = memoryTransport({ [href]: bytes });
    const reason = new TypeError("no longer wanted");
    const work = readTiffDirectory(
      href,
      {
        head: inner.head,
        read: async () => {
          stop.abort(reason);
          throw reason;
        },
      },
      stop.signal,
    );
    expect(await work.catch((error: unknown) => error)).to.equal(reason);
  });
});
