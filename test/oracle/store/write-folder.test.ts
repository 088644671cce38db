import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { heldFiles } from "../../../oracle/core/evidence/bundle.ts";
import { writeFolder } from "../../../oracle/store/write-folder.ts";
import { noise, sampleFiles } from "../core/evidence/samples.ts";

describe("evidence/write-folder", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "sixfold-folder-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it("puts a bundle in the place of an earlier one, of which nothing is left", async () => {
    const folder = join(root, "bundle");
    await writeFolder(folder, heldFiles(new Map([["inputs/9/0-10", noise(10)], ["report.json", noise(3)]]))); // prettier-ignore
    await writeFolder(folder, heldFiles(sampleFiles()));
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files).to.have.length(sampleFiles().size);
    for (const [path, bytes] of sampleFiles())
      expect(new Uint8Array(await readFile(join(folder, path))), path).to.deep.equal(bytes);
    expect(await readdir(root)).to.deep.equal(["bundle"]);
  });

  it("leaves what stands there as it is where the bundle can not be read to its end", async () => {
    const folder = join(root, "bundle");
    await mkdir(folder);
    await writeFile(join(folder, "report.json"), "old");
    const broken = { size: 9, read: () => Promise.reject(new RangeError("disk")) };
    const files = new Map([...heldFiles(sampleFiles()), ["z", broken] as const]);
    const error: unknown = await writeFolder(folder, files).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(RangeError);
    expect(await readFile(join(folder, "report.json"), "utf8")).to.equal("old");
    expect(await readdir(root)).to.deep.equal(["bundle"]);
  });
});
