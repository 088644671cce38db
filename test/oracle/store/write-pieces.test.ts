import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { writePieces } from "../../../oracle/store/write-pieces.ts";
import { cog } from "../../../oracle/core/tiff/cog.ts";
import { gather } from "../../../oracle/core/tiff/piece.ts";
import type { Piece } from "../../../oracle/core/tiff/piece.ts";
import { indexRuns, paintRows } from "../../../oracle/core/services/paddy/field-runs.ts";
import { layerOf } from "../../helpers/layers.ts";

/** Passes pieces on and keeps the most bytes that lay in array buffers when one was made. */
const watched = async function* (pieces: AsyncIterable<Piece>, seen: { peak: number }): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    seen.peak = Math.max(seen.peak, process.memoryUsage().arrayBuffers);
    yield piece;
  }
};

describe("evidence/write-pieces", function () {
  this.timeout(300_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sixfold-pieces-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes the file that lies in memory otherwise", async () => {
    const layer = layerOf([700, 600], (col, row) => col ^ row);
    const path = join(folder, "layer.tif");
    const length = await writePieces(path, cog(layer));
    expect(readFileSync(path).equals(await gather(cog(layer)))).to.equal(true);
    expect(length).to.equal(readFileSync(path).length);
  });

  it("leaves no half a file behind and touches none that is there", async () => {
    const path = join(folder, "layer.tif");
    const failing = function* (): Generator<Piece> {
      yield { at: 8, bytes: Uint8Array.of(1, 2) };
      throw new RangeError("no more rows");
    };
    const codeOf = async (pieces: Iterable<Piece>) =>
      writePieces(path, pieces).then(
        () => "none",
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
      );
    expect(await codeOf(failing())).to.equal("no more rows");
    expect(existsSync(path)).to.equal(false);
    await writePieces(path, [{ at: 0, bytes: Uint8Array.of(7) }]);
    expect(await codeOf([{ at: 0, bytes: Uint8Array.of(8) }])).to.equal("EEXIST");
    expect([...readFileSync(path)]).to.deep.equal([7]);
  });

  it("streams a whole Sentinel-2 tile's layer without holding it", async () => {
    const side = 10_980;
    const grid = layerOf([side, side], () => 0).grid;
    // A field of 300 px on every 20th place, as runs along rows.
    const runs: number[] = [];
    for (let row = 0; row < side; row += 1)
      for (let col = (row >> 9) * 7; col < side - 300; col += 6000) runs.push(row, col, 300, 2 * ((row >> 5) + 1) + 1);
    const index = indexRuns(grid, Int32Array.from(runs));
    const layer = { ...layerOf([1, 1], () => 0), grid, rows: paintRows(grid, index, (label) => label) };
    const before = process.memoryUsage().arrayBuffers;
    const seen = { peak: 0 };
    const path = join(folder, "layer.tif");
    await writePieces(path, watched(cog(layer), seen));
    // One row of tiles is 21.4 MiB, a tile and its compressor a few more; what waits for the collector is the rest. The
    // layer is 460 MiB.
    expect((seen.peak - before) / 2 ** 20).to.be.below(192);
  });
});
