import { expect } from "chai";
import fc from "fast-check";

import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { publicHref } from "../../../oracle/core/scenes/public-href.ts";
import { readPixels } from "../../helpers/read-pixels.ts";
import { BLOCK_BYTES, recordTransport } from "../../../oracle/transport/record-transport.ts";
import { replayTransport } from "../../../oracle/transport/replay-transport.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import { held } from "../../../oracle/core/evidence/stored.ts";
import type { ByteRange, Transport } from "../../../oracle/core/scenes/types.ts";
import { recorded } from "../../helpers/bundles.ts";
import { sceneCode } from "../../helpers/stac-server.ts";
import { assetAt, bandNamed, memoryTransport } from "../../helpers/tiff.ts";

const size = 10 * BLOCK_BYTES + 77;
const file = Uint8Array.from({ length: size }, (_, i) => (i * 131) >> 3);
const memory = memoryTransport({ "mem://a": file });

/** Answers late and out of order. */
const jittered = (inner: Transport, reads: ByteRange[]): Transport => ({
  head: inner.head,
  read: async (href, range) => {
    reads.push(range);
    await new Promise((ready) => setTimeout(ready, range.start % 5));
    return inner.read(href, range);
  },
});

const someRanges = fc.array(
  fc
    .tuple(fc.nat(size - 1), fc.integer({ min: 1, max: 40_000 }))
    .map(([start, length]) => ({ start, end: Math.min(start + length, size) })),
  { minLength: 1, maxLength: 8 },
);

describe("recordTransport", () => {
  it("gives the exact bytes and records the union of aligned blocks, one at a time or all at once", async () => {
    await fc.assert(
      fc.asyncProperty(someRanges, async (ranges) => {
        const reads: ByteRange[] = [];
        const one = recordTransport(memory, memoryShelf());
        for (const range of ranges)
          expect(await one.transport.read("mem://a", range)).to.deep.equal(file.slice(range.start, range.end));
        const many = recordTransport(jittered(memory, reads), memoryShelf());
        await Promise.all([...ranges].reverse().map((range) => many.transport.read("mem://a", range)));
        const [recording] = await recorded(one.recordings());
        expect(await recorded(many.recordings())).to.deep.equal(await recorded(one.recordings()));
        const touched = new Set(
          ranges.flatMap(({ start, end }) => {
            const first = Math.floor(start / BLOCK_BYTES);
            return Array.from({ length: Math.floor((end - 1) / BLOCK_BYTES) - first + 1 }, (_, i) => first + i);
          }),
        );
        const fetched = reads.reduce((sum, { start, end }) => sum + Math.ceil((end - start) / BLOCK_BYTES), 0);
        expect(fetched, "each block is fetched once").to.equal(touched.size);
        let last = -1;
        for (const { start, end, bytes } of recording?.ranges ?? []) {
          expect(start % BLOCK_BYTES).to.equal(0);
          expect(start).to.be.above(last);
          expect(bytes).to.deep.equal(file.slice(start, end));
          for (let block = start / BLOCK_BYTES; block * BLOCK_BYTES < end; block += 1)
            expect(touched.delete(block)).to.equal(true);
          last = end;
        }
        expect(touched.size).to.equal(0);
      }),
      { numRuns: 60 },
    );
  });

  it("does not keep what failed, and asks again", async () => {
    let down = true;
    const flaky: Transport = {
      head: memory.head,
      read: async (...args) => (down ? Promise.reject(new TypeError("down")) : memory.read(...args)),
    };
    const { transport, recordings } = recordTransport(flaky, memoryShelf());
    await transport.read("mem://a", { start: 0, end: 9 }).catch(() => undefined);
    expect(recordings()[0]?.ranges).to.deep.equal([]);
    down = false;
    expect(await transport.read("mem://a", { start: 0, end: 9 })).to.deep.equal(file.slice(0, 9));
    expect(recordings()[0]?.ranges[0]?.end).to.equal(BLOCK_BYTES);
  });

  it("refuses ranges outside the file", async () => {
    const { transport } = recordTransport(memory, memoryShelf());
    for (const range of [
      { start: 0, end: size + 1 },
      { start: -1, end: 1 },
      { start: 5, end: 5 },
      { start: 0.5, end: 2 },
    ]) {
      expect(await sceneCode(transport.read("mem://a", range))).to.equal("TRANSPORT_RANGE");
    }
  });
});

describe("replayTransport", () => {
  it("test_L13_replays_a_band_from_recorded_bytes_alone", async () => {
    const grid = { epsg: 32648, width: 700, height: 700, originX: 0, originY: 7000, pixelWidth: 10, pixelHeight: 10 };
    const values = Int32Array.from({ length: 490_000 }, (_, i) => Math.imul(i, 2654435761));
    const bytes = writeGeoTiff({ grid, bands: [{ values }], layout: "tiles" });
    const asset = assetAt("mem://big", [bandNamed("b")]);
    const window = { ...grid, width: 40, height: 30, originX: 2400, originY: 7000 - 3000 };
    const recorder = recordTransport(memoryTransport({ "mem://big": bytes }), memoryShelf());
    const live = await readPixels(asset, "b", window, recorder.transport);
    const recordings = recorder.recordings();
    const bytesKept = recordings.flatMap(({ ranges }) => ranges).reduce((sum, { start, end }) => sum + end - start, 0);
    expect(bytesKept).to.be.below(bytes.length / 2);
    const again = await readPixels(asset, "b", window, replayTransport(recordings));
    expect(again).to.deep.equal(live);
    expect(live[0]).to.equal(Math.fround(values[300 * 700 + 240] as number));
    const elsewhere = { ...window, originX: 0, originY: 7000 };
    expect(await sceneCode(readPixels(asset, "b", elsewhere, replayTransport(recordings)))).to.equal(
      "TRANSPORT_NOT_RECORDED",
    );
    expect(await sceneCode(replayTransport(recordings).head("mem://other"))).to.equal("TRANSPORT_NOT_RECORDED");
  });

  it("refuses recordings whose ranges lie about their length", () => {
    const lie = { href: "mem://a", head: { size: 5 }, ranges: [{ start: 0, end: 5, stored: held(new Uint8Array(4)) }] };
    expect(() => replayTransport([lie])).to.throw("exactly its bytes");
  });
});

describe("publicHref", () => {
  it("drops signatures, and only those", () => {
    expect(publicHref("https://a.example/x.tif?st=1&se=2&sp=rl&sv=2021&sr=c&sig=abc&v=7")).to.equal(
      "https://a.example/x.tif?v=7",
    );
    expect(publicHref("https://a.example/x.tif?X-Amz-Signature=ab&X-Amz-Date=3")).to.equal("https://a.example/x.tif");
    expect(publicHref("https://a.example/x.tif?se=north")).to.equal("https://a.example/x.tif?se=north");
  });
});
