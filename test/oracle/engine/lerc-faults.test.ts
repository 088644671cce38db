import { deflateSync, zstdCompressSync } from "node:zlib";

import { expect } from "chai";

import { TAG } from "../../../oracle/core/tiff/tiff-tags.ts";
import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import { codeWithinMemory, replaceTag, setTag } from "../../helpers/faulty-tiff.ts";
import { bytesOf, joined, lercBlob, mended, words16, words32 } from "../../helpers/lerc-blob.ts";
import type { LercParts } from "../../helpers/lerc-blob.ts";
import { readPixels } from "../../helpers/read-pixels.ts";
import { assetAt, bandNamed, memoryTransport } from "../../helpers/tiff.ts";

const SIDE = 256;
const PIXELS = SIDE * SIDE;
const grid = { epsg: 32648, width: SIDE, height: SIDE, originX: 0, originY: 5000, pixelWidth: 10, pixelHeight: 10 };
const href = "mem://scene.tif";
const asset = assetAt(href, [bandNamed("b")]);
const random = seededRandom(20_240_602n);
const values = Uint16Array.from({ length: PIXELS }, () => Math.floor(random() * 50) + 1);
const bare = writeGeoTiff({ grid, bands: [{ values }], layout: "tiles" });

type Wrapping = "none" | "deflate" | "zstd";
const WRAP: Readonly<Record<Wrapping, (bytes: Uint8Array) => Uint8Array>> = {
  none: (bytes) => bytes,
  deflate: (bytes) => new Uint8Array(deflateSync(bytes)),
  zstd: (bytes) => new Uint8Array(zstdCompressSync(bytes)),
};

/** A file of one tile of LERC, stored as given. */
const fileOf = (stored: Uint8Array, wrapping: Wrapping = "none", bits = 16, count = stored.length): Uint8Array => {
  const file = joined(bare, stored);
  setTag(file, TAG.compression, 34887);
  setTag(file, TAG.bitsPerSample, bits);
  setTag(file, TAG.tileOffsets, bare.length);
  setTag(file, TAG.tileByteCounts, count);
  return replaceTag(file, TAG.photometric, TAG.lercParameters, [4, Object.keys(WRAP).indexOf(wrapping)]);
};

const RANGES = words16(1, 50);
/** A micro block of 8 x 8: offset 1, then 64 values of 6 bits. */
const tileOf = (left: number, top: number, change: { flags?: number; head?: readonly number[] } = {}): Uint8Array => {
  const packed = new Uint8Array(48);
  for (let i = 0; i < 64; i += 1) {
    const value = (values[(top + (i >> 3)) * SIDE + left + (i & 7)] as number) - 1;
    for (let bit = 0; bit < 6; bit += 1) {
      const place = i * 6 + bit;
      packed[place >> 3] = (packed[place >> 3] as number) | (((value >> bit) & 1) << (place & 7));
    }
  }
  const flags = change.flags ?? 1 | (((left >> 3) & 15) << 2);
  return joined(bytesOf(flags), words16(1), bytesOf(...(change.head ?? [(2 << 6) | 6, 64])), packed);
};
const tiles = Array.from({ length: PIXELS / 64 }, (_, i) => tileOf((i % 32) * 8, Math.floor(i / 32) * 8));
const tiled = joined(RANGES, bytesOf(0), ...tiles);
const raw = joined(RANGES, bytesOf(1), new Uint8Array(values.buffer));
const firstTile = (tile: Uint8Array): Partial<LercParts> => ({
  body: joined(RANGES, bytesOf(0), tile, ...tiles.slice(1)),
});

const WHOLE: LercParts = {
  ...{ key: "Lerc2 ", version: 4, height: SIDE, width: SIDE, dims: 1, valid: PIXELS, side: 8, type: 3 },
  ...{
    bytes: undefined,
    maxZError: 0.5,
    zMin: 1,
    zMax: 50,
    maskBytes: undefined,
    mask: new Uint8Array(0),
    body: tiled,
  },
};
const blobOf = (change: Partial<LercParts> = {}): Uint8Array => lercBlob({ ...WHOLE, ...change });

/** All pixels but the first eight, as runs: one literal byte, then 8191 repeated. */
const HALF_MASK = joined(words16(1), bytesOf(0), words16(-8191), bytesOf(255), words16(-32768));
const masked = {
  valid: PIXELS - 8,
  mask: HALF_MASK,
  body: joined(RANGES, bytesOf(1), new Uint8Array(values.buffer, 16)),
};

const HEADERS: Readonly<Record<string, Partial<LercParts>>> = {
  "another key": { key: "Lerc3 " },
  "the key of LERC 1": { key: "CntZIm" },
  "version 3": { version: 3 },
  "version 6": { version: 6 },
  "another width": { width: SIDE - 1 },
  "another height": { height: SIDE + 1 },
  "other sides of as many pixels": { width: SIDE * 2, height: SIDE / 2 },
  "a huge width": { width: 2 ** 31 - 1 },
  "another type": { type: 2 },
  "a type that there is not": { type: 9 },
  "two values a pixel": { dims: 2 },
  "no value a pixel": { dims: 0 },
  "a negative count of values": { dims: -1 },
  "more valid pixels than there are": { valid: PIXELS + 1 },
  "a negative count of valid pixels": { valid: -1 },
  "a blob larger than its block": { bytes: 2 ** 31 - 1 },
  "a blob smaller than its header": { bytes: 65 },
  "a negative size": { bytes: -1 },
};

const BODIES: Readonly<Record<string, Partial<LercParts>>> = {
  "micro blocks of no side": { side: 0 },
  "micro blocks of negative side": { side: -8 },
  "micro blocks past 32": { side: 33 },
  "micro blocks of a huge side": { side: 2 ** 31 - 1 },
  "micro blocks of another side": { side: 16 },
  "nothing behind the mask": { body: new Uint8Array(0) },
  "ranges alone": { body: RANGES },
  "micro blocks cut short": { body: tiled.slice(0, -1) },
  "raw values cut short": { body: raw.slice(0, -1) },
  "a micro block out of its place": firstTile(tileOf(0, 0, { flags: 1 | (1 << 2) })),
  "a raw micro block longer than the blob": {
    body: joined(RANGES, bytesOf(0), ...tiles.slice(0, -1), bytesOf((31 << 2) & 60)),
  },
  "an offset of no type": firstTile(tileOf(0, 0, { flags: 1 | (3 << 6) })),
  "too few values in a micro block": firstTile(tileOf(0, 0, { head: [(2 << 6) | 6, 63] })),
  "a huge count of values": firstTile(tileOf(0, 0, { head: [6, 255, 255, 255, 255] })),
  "a count of no width": firstTile(tileOf(0, 0, { head: [(3 << 6) | 6, 64] })),
  "a lookup of no bits": firstTile(tileOf(0, 0, { head: [(2 << 6) | 32, 64, 9] })),
  "a lookup of no values": firstTile(tileOf(0, 0, { head: [(2 << 6) | 32 | 6, 64, 0] })),
  "places past a lookup": firstTile(tileOf(0, 0, { head: [(2 << 6) | 32 | 6, 64, 6] })),
  "a mask where all pixels are valid": { mask: HALF_MASK },
  "no mask where one is needed": { valid: PIXELS - 8 },
  "a mask of another count": { ...masked, valid: PIXELS - 9 },
  "a mask longer than the blob": { ...masked, maskBytes: 2 ** 31 - 1 },
  "a mask of negative size": { ...masked, maskBytes: -1 },
  "mask runs past the mask": { ...masked, mask: joined(words16(-32767), bytesOf(255), words16(-32768)) },
  "mask runs that end early": { ...masked, mask: joined(words16(1), bytesOf(255), words16(-32768)) },
  "mask runs without end": { ...masked, mask: HALF_MASK.slice(0, -2) },
  "a mask run of nothing": { ...masked, mask: joined(words16(0), HALF_MASK) },
};

const BYTE = { type: 1, body: bytesOf() };
/** Codes of 256 values, all of 8 bits and each its own value, then data of as many bytes as pixels. */
const lengths = joined(bytesOf((1 << 6) | 4), words16(256), new Uint8Array(128).fill(0x88));
const codeWords = words32(
  ...Array.from(
    { length: 64 },
    (_, i) => (4 * i * 2 ** 24 + (4 * i + 1) * 2 ** 16 + (4 * i + 2) * 2 ** 8 + 4 * i + 3) >>> 0,
  ),
);
const data = words32(
  ...Array.from({ length: PIXELS / 4 }, (_, i) =>
    values.subarray(4 * i, 4 * i + 4).reduce((word, value) => word * 256 + value, 0),
  ),
);
const coded = (change: {
  table?: Uint8Array;
  lengths?: Uint8Array;
  codes?: Uint8Array;
  data?: Uint8Array;
  how?: number;
}): Partial<LercParts> => ({
  ...BYTE,
  body: joined(
    bytesOf(1, 50, 0, change.how ?? 2),
    change.table ?? words32(4, 256, 0, 256),
    change.lengths ?? lengths,
    change.codes ?? codeWords,
    change.data ?? joined(data, words32(0)),
  ),
});
const CODES: Readonly<Record<string, Partial<LercParts>>> = {
  "an unknown way of storing": coded({ how: 3 }),
  "an old code table": coded({ table: words32(1, 256, 0, 256) }),
  "a huge code table": coded({ table: words32(4, 2 ** 31 - 1, 0, 256) }),
  "a code table of no values": coded({ table: words32(4, 0, 0, 256) }),
  "codes from a negative value": coded({ table: words32(4, 256, 2 ** 32 - 1, 255) }),
  "codes to a huge value": coded({ table: words32(4, 256, 0, 2 ** 31 - 1) }),
  "codes of no value": coded({ table: words32(4, 256, 9, 9) }),
  "codes of no length": coded({ lengths: joined(bytesOf((1 << 6) | 4), words16(256), new Uint8Array(128)) }),
  "codes longer than a word": coded({
    lengths: joined(bytesOf((1 << 6) | 6), words16(256), new Uint8Array(192).fill(255)),
  }),
  "codes cut short": coded({ codes: codeWords.slice(0, 64), data: new Uint8Array(0) }),
  "values cut short": coded({ data: data.slice(0, -400) }),
  "codes that stand for nothing": coded({ codes: new Uint8Array(256) }),
};

describe("faults of LERC blocks", function () {
  this.timeout(60_000);
  const read = (file: Uint8Array): Promise<Float32Array> =>
    readPixels(asset, "b", grid, memoryTransport({ [href]: file }));
  const refuses = (name: string, file: () => Uint8Array, code = "TIFF_CORRUPT"): void =>
    void it(`refuses ${name}`, async () => expect(await codeWithinMemory(read(file()))).to.equal(code));

  it("reads what is whole: micro blocks, raw values, a mask and codes", async () => {
    const all = Float32Array.from(values);
    expect(await read(fileOf(blobOf()))).to.deep.equal(all);
    expect(await read(fileOf(blobOf({ body: raw })))).to.deep.equal(all);
    expect(await read(fileOf(blobOf(masked)))).to.deep.equal(all.map((value, i) => (i < 8 ? NaN : value)));
    expect(await read(fileOf(blobOf(coded({})), "none", 8))).to.deep.equal(all);
    expect((await read(fileOf(blobOf({ valid: 0, body: bytesOf() })))).every(Number.isNaN)).to.equal(true);
  });

  for (const [name, change] of Object.entries({ ...HEADERS, ...BODIES })) refuses(name, () => fileOf(blobOf(change)));
  for (const [name, change] of Object.entries(CODES)) refuses(name, () => fileOf(blobOf(change), "none", 8));

  refuses("a block that goes on behind its blob", () => fileOf(joined(blobOf(), bytesOf(0))));
  refuses("two blobs of one sample", () => fileOf(joined(blobOf(), blobOf())));
  refuses("a blob of other bits than the file's", () => fileOf(blobOf(), "none", 32));
  refuses("a blob without its checksum", () => fileOf(blobOf().map((byte, i) => (i === 5000 ? byte ^ 1 : byte))));
  refuses("LERC of 12 bits", () => fileOf(blobOf(), "none", 12), "TIFF_COMPRESSION");

  for (const wrapping of Object.keys(WRAP) as Wrapping[]) {
    const wrap = WRAP[wrapping];
    const stored = wrap(blobOf());
    it(`${wrapping}: reads what is whole`, async () =>
      expect(await read(fileOf(stored, wrapping))).to.deep.equal(Float32Array.from(values)));
    refuses(`${wrapping}: a block cut in half`, () => fileOf(stored.slice(0, stored.length >> 1), wrapping));
    refuses(`${wrapping}: a block without its last byte`, () => fileOf(stored.slice(0, -1), wrapping));
    refuses(`${wrapping}: a byte count too small`, () => fileOf(stored, wrapping, 16, 100));
    refuses(`${wrapping}: a block of one byte`, () => fileOf(stored.slice(0, 1), wrapping));
    refuses(`${wrapping}: a bomb`, () =>
      fileOf(wrap(new Uint8Array(wrapping === "none" ? 2 ** 20 : 2 ** 26)), wrapping),
    );
    if (wrapping !== "none") refuses(`${wrapping}: a bare blob`, () => fileOf(blobOf(), wrapping));
    it(`${wrapping}: refuses garbage, in the block or in the blob`, async () => {
      for (let i = 0; i < 20; i += 1) {
        const garbage = Uint8Array.from({ length: 3000 }, () => Math.floor(random() * 256));
        const blob = blobOf();
        blob.set(garbage, 70 + Math.floor(random() * 2000));
        expect(await codeWithinMemory(read(fileOf(garbage, wrapping)))).to.equal("TIFF_CORRUPT");
        expect(await codeWithinMemory(read(fileOf(wrap(blob), wrapping)))).to.equal("TIFF_CORRUPT");
        expect(await codeWithinMemory(read(fileOf(wrap(mended(blob)), wrapping)))).to.equal("TIFF_CORRUPT");
      }
    });
  }
});
