import { deflateSync, zstdCompressSync } from "node:zlib";

import { expect } from "chai";

import { TAG } from "../../../oracle/core/tiff/tiff-tags.ts";
import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { httpTransport } from "../../../oracle/transport/http-transport.ts";
import type { Transport } from "../../../oracle/core/scenes/types.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import { codeWithinMemory, setTag } from "../../helpers/faulty-tiff.ts";
import { joined } from "../../helpers/lerc-blob.ts";
import { lzwEncode } from "../../helpers/lzw-encode.ts";
import { pixelThreads, readPixels } from "../../helpers/read-pixels.ts";
import { localPolicy, sendRange, serve } from "../../helpers/stac-server.ts";
import type { LocalServer } from "../../helpers/stac-server.ts";
import { assetAt, bandNamed, memoryTransport } from "../../helpers/tiff.ts";

const SIDE = 256;
const grid = { epsg: 32648, width: SIDE, height: SIDE, originX: 0, originY: 5000, pixelWidth: 10, pixelHeight: 10 };
const random = seededRandom(20_240_601n);
const values = Uint16Array.from({ length: SIDE * SIDE }, () => Math.floor(random() * 50) + 1);
const plain = new Uint8Array(values.buffer);
const href = "mem://scene.tif";
const asset = assetAt(href, [bandNamed("b")]);

const packBits = (bytes: Uint8Array): Uint8Array => {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += 128) {
    const part = bytes.subarray(at, at + 128);
    out.push(part.length - 1, ...part);
  }
  return Uint8Array.from(out);
};

/** 64 MiB of zeros, 128 at a time. */
const packedZeros = Uint8Array.from({ length: 2 ** 20 }, (_, i) => (i % 2 === 0 ? 129 : 0));

const CODECS = {
  none: { tag: 1, pack: (bytes: Uint8Array) => bytes },
  lzw: { tag: 5, pack: lzwEncode },
  deflate: { tag: 8, pack: (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes)) },
  packbits: { tag: 32773, pack: packBits },
  zstd: { tag: 50000, pack: (bytes: Uint8Array) => new Uint8Array(zstdCompressSync(bytes)) },
} as const;
type Codec = keyof typeof CODECS;

const bare = writeGeoTiff({ grid, bands: [{ values }], layout: "tiles" });

/** A file of one tile, stored as given behind the header that claims a codec. */
const fileOf = (codec: Codec, stored: Uint8Array, count = stored.length, offset = bare.length): Uint8Array => {
  const file = new Uint8Array(bare.length + stored.length);
  file.set(bare);
  file.set(stored, bare.length);
  setTag(file, TAG.compression, CODECS[codec].tag);
  setTag(file, TAG.tileOffsets, offset);
  return setTag(file, TAG.tileByteCounts, count);
};

const MIB = 2 ** 20;
describe("faults of files and servers", function () {
  this.timeout(60_000);
  const crew = pixelThreads(1);
  after(() => crew.close());

  const read = (file: Uint8Array, window = grid) =>
    readPixels(asset, "b", window, memoryTransport({ [href]: file }), { crew });

  for (const codec of Object.keys(CODECS) as Codec[]) {
    const { pack } = CODECS[codec];
    const stored = pack(plain);
    const short = pack(plain.subarray(0, plain.length - 512));
    const bomb = codec === "packbits" ? packedZeros : pack(new Uint8Array(codec === "lzw" ? MIB : 64 * MIB));

    it(`${codec}: reads what is whole, alike on a thread`, async () => {
      expect(await read(fileOf(codec, stored))).to.deep.equal(Float32Array.from(values));
    });
    const cases: readonly (readonly [string, Uint8Array, string])[] = [
      ["a block cut in half", fileOf(codec, stored.slice(0, stored.length >> 1)), "TIFF_CORRUPT"],
      ["a block without its end", fileOf(codec, stored.slice(0, stored.length - 600)), "TIFF_CORRUPT"],
      ["a block of too few values", fileOf(codec, short), "TIFF_CORRUPT"],
      ["a byte count too small", fileOf(codec, stored, 100), "TIFF_CORRUPT"],
      ["a byte count beyond the file", fileOf(codec, stored, stored.length + 1), "TIFF_TRUNCATED"],
      ["an offset beyond the file", fileOf(codec, stored, stored.length, 2 ** 30), "TIFF_TRUNCATED"],
      ["a byte count far beyond any block", fileOf(codec, stored, 2 ** 31), "TIFF_TOO_LARGE"],
    ];
    for (const [name, file, code] of cases)
      it(`${codec}: refuses ${name}`, async () => expect(await codeWithinMemory(read(file))).to.equal(code));

    if (codec !== "none") {
      it(`${codec}: refuses a bomb`, async () =>
        expect(await codeWithinMemory(read(fileOf(codec, bomb)))).to.equal("TIFF_CORRUPT"));
      it(`${codec}: refuses garbage`, async () => {
        for (let i = 0; i < 20; i += 1) {
          const garbage = Uint8Array.from({ length: 3000 }, () => Math.floor(random() * 256));
          expect(await codeWithinMemory(read(fileOf(codec, garbage)))).to.equal("TIFF_CORRUPT");
        }
      });
    }
  }

  describe("samples of 12 bits", () => {
    const packed = Uint8Array.from({ length: (SIDE * SIDE * 3) / 2 }, (_, i) => {
      const [first, second] = [values[Math.floor(i / 3) * 2] as number, values[Math.floor(i / 3) * 2 + 1] as number];
      return [first >> 4, ((first & 15) << 4) | (second >> 8), second & 255][i % 3] as number;
    });
    const twelve = (file: Uint8Array): Uint8Array => setTag(file, TAG.bitsPerSample, 12);
    for (const codec of Object.keys(CODECS) as Codec[]) {
      const { pack } = CODECS[codec];
      const stored = pack(packed);
      it(`${codec}: are read, and refused where cut, short or long`, async () => {
        expect(await read(twelve(fileOf(codec, stored)))).to.deep.equal(Float32Array.from(values));
        const wrong = [stored.slice(0, stored.length >> 1), stored.slice(0, -600), pack(packed.subarray(0, -1))];
        // What follows the last value of a block that is stored as it is says nothing.
        if (codec !== "none") wrong.push(pack(joined(packed, packed.subarray(0, 200))), pack(plain));
        for (const block of wrong)
          expect(await codeWithinMemory(read(twelve(fileOf(codec, block))))).to.equal("TIFF_CORRUPT");
      });
    }

    const refusals: readonly (readonly [string, number, string])[] = [
      ["13 bits, of which the block has too few", 13, "TIFF_CORRUPT"],
      ["33 bits", 33, "TIFF_LAYOUT"],
      ["no bits", 0, "TIFF_LAYOUT"],
      ["65,535 bits", 65_535, "TIFF_LAYOUT"],
    ];
    for (const [name, bits, code] of refusals)
      it(`are refused where the file says ${name}`, async () => {
        const file = setTag(fileOf("deflate", CODECS.deflate.pack(packed)), TAG.bitsPerSample, bits);
        expect(await codeWithinMemory(read(file))).to.equal(code);
      });
  });

  it("does not observe a sparse block, and says so with NaN", async () => {
    expect((await read(fileOf("deflate", new Uint8Array(0)))).every(Number.isNaN)).to.equal(true);
  });

  const declared: readonly (readonly [string, number, number])[] = [
    ["a width past any raster", TAG.imageWidth, 2 ** 31],
    ["a height past any raster", TAG.imageLength, 2 ** 31],
    ["a width without its blocks", TAG.imageWidth, 2 ** 19],
    ["no tile width", TAG.tileWidth, 0],
    ["samples past any pixel", TAG.samplesPerPixel, 65_535],
    ["an unknown compression", TAG.compression, 7],
  ];
  for (const [name, tag, value] of declared)
    it(`refuses a file that declares ${name}`, async () => {
      const code = await codeWithinMemory(read(setTag(fileOf("none", plain), tag, value)));
      expect(code).to.match(/^TIFF_/);
    });

  const grids: readonly (readonly [string, Partial<typeof grid>])[] = [
    ["another CRS", { epsg: 32647 }],
    ["another pixel size", { pixelWidth: 20, pixelHeight: 20 }],
    ["pixels shifted by half", { originX: 5 }],
  ];
  for (const [name, change] of grids)
    it(`refuses a date of ${name}`, async () =>
      expect(await codeWithinMemory(read(fileOf("none", plain), { ...grid, ...change }))).to.equal("ASSET_GRID"));

  it("keeps the memory ceiling: a block larger than it is refused before it is unpacked", async () => {
    const wide = { ...grid, width: 8192, height: 64 };
    const file = writeGeoTiff({ grid: wide, bands: [{ values: new Uint16Array(8192 * 64) }], compression: "deflate" });
    const work = readPixels(asset, "b", wide, memoryTransport({ [href]: file }), { crew, memoryBytes: 1.2 * MIB });
    expect(await codeWithinMemory(work)).to.equal("WASM_MEMORY");
  });

  describe("servers", () => {
    let server: LocalServer;
    const file = fileOf("deflate", CODECS.deflate.pack(plain));
    let served = 0;
    before(async () => {
      server = await serve((request, response) => {
        served += 1;
        const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
        const isHeader = start === 0;
        const etag = { etag: '"one"' };
        if (request.url === "/good" || isHeader) return sendRange(request, response, file, etag);
        switch (request.url) {
          case "/ignores":
            return void response.writeHead(200, etag).end(new Uint8Array(4 * MIB));
          case "/other-bytes":
            return sendRange(
              request,
              response,
              file.map((byte, i) => (i >= bare.length ? byte ^ 0x55 : byte)),
              etag,
            );
          case "/other-range":
            return void response
              .writeHead(206, { ...etag, "content-range": `bytes 3-9/${file.length}` })
              .end(file.slice(3, 10));
          case "/short":
            return void response
              .writeHead(206, { ...etag, "content-range": `bytes ${start}-${start + 9}/${file.length}` })
              .end(file.slice(0, 4));
          case "/stall":
            response.writeHead(206, { ...etag, "content-range": `bytes ${start}-${file.length - 1}/${file.length}` });
            return void response.write(file.slice(start, start + 10));
          case "/reset":
            return void request.socket.destroy();
          case "/changes":
            return sendRange(request, response, file, { etag: `"${served}"` });
          case "/grows":
            return sendRange(request, response, Uint8Array.from([...file, 1, 2, 3]), etag);
          case "/gone":
            return void response.writeHead(404).end();
          case "/loop":
            return void response.writeHead(302, { location: "/loop?" }).end();
          default:
            return void response.writeHead(302, { location: request.url ?? "/" }).end();
        }
      });
    });
    after(() => server.close());

    const transport: Transport = httpTransport(localPolicy);
    const from = (path: string) =>
      readPixels(assetAt(`${server.origin}${path}`, [bandNamed("b")]), "b", grid, transport, { crew });

    it("reads from one that serves ranges", async () => {
      expect(await from("/good")).to.deep.equal(Float32Array.from(values));
    });
    for (const path of [
      "/ignores",
      "/other-bytes",
      "/other-range",
      "/short",
      "/stall",
      "/reset",
      "/changes",
      "/grows",
      "/gone",
      "/loop",
    ])
      it(`refuses one that, once the header is read, answers as ${path.slice(1)}`, async () => {
        expect(await codeWithinMemory(from(path))).to.match(/^(TRANSPORT|TIFF)_/);
      });
  });
});
