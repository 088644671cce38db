import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { folderShelf } from "../../../oracle/transport/folder-shelf.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import type { Shelf } from "../../../oracle/transport/shelf.ts";
import { evidenceError, noise } from "../core/evidence/samples.ts";

describe("a shelf", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-shelf-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Pieces of more files than are kept open, last piece first, far apart. */
  const fill = async (shelf: Shelf): Promise<void> => {
    for (let file = 0; file < 80; file += 1)
      for (const at of [70_000_000, 100, 0]) await shelf.write(`mem://${file}`, at, noise(100, file + at + 1));
  };
  const expectFilled = async (shelf: Shelf): Promise<void> => {
    for (let file = 0; file < 80; file += 1) {
      const both = await shelf.read(`mem://${file}`, { start: 50, end: 150 });
      const wanted = [...noise(100, file + 1).subarray(50), ...noise(100, file + 101).subarray(0, 50)];
      expect([...both]).to.deep.equal(wanted);
      expect(await shelf.read(`mem://${file}`, { start: 70_000_000, end: 70_000_100 })).to.deep.equal(
        noise(100, file + 70_000_001),
      );
    }
  };

  it("gives back what was written, in memory and on the disk", async () => {
    const memory = memoryShelf();
    await fill(memory);
    await expectFilled(memory);
    await using disk = await folderShelf(folder);
    await fill(disk);
    await expectFilled(disk);
  });

  it("leaves nothing on the disk, and names a disk that fails", async () => {
    const disk = await folderShelf(folder);
    await disk.write("a", 0, noise(10));
    expect(await readdir(folder)).to.have.length(1);
    expect(await evidenceError(() => disk.read("a", { start: 0, end: 11 }))).to.include({
      code: "TRANSPORT_SHELF",
      failure: "infrastructure",
    });
    await disk[Symbol.asyncDispose]();
    expect(await readdir(folder)).to.deep.equal([]);
    expect((await evidenceError(() => disk.write("b", 0, noise(10)))).code).to.equal("TRANSPORT_SHELF");
    expect((await evidenceError(() => folderShelf(join(folder, "none")))).code).to.equal("TRANSPORT_SHELF");
  });
});
