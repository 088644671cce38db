import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import { parseCid } from "../../../oracle/store/cid.ts";
import { embeddedStore } from "../../../oracle/store/evidence-store.ts";
import { folderBlockStore } from "../../../oracle/store/folder-block-store.ts";
import { bytesOf } from "../../../oracle/core/evidence/stored.ts";
import { dagOf, storeFiles } from "../../helpers/bundles.ts";
import { evidenceError, flipBit, noise, sampleFiles } from "../core/evidence/samples.ts";

describe("evidence/block-store", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-blocks-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const blockFiles = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it("keeps bundles in a folder across instances, under the CID that memory gives", async () => {
    const dag = await dagOf(sampleFiles());
    const { root } = dag;
    await embeddedStore(folderBlockStore(folder)).put(dag);
    const again = embeddedStore(folderBlockStore(folder));
    expect(await again.pinned(root)).to.equal(true);
    expect(await bytesOf((await again.get(root)).files.get("empty.bin")!)).to.deep.equal(new Uint8Array());
  });

  it("leaves no half-written file behind and writes a block once", async () => {
    const store = embeddedStore(folderBlockStore(folder));
    const dag = await dagOf(sampleFiles());
    await Promise.all([store.put(dag), store.put(dag)]);
    const names = (await blockFiles()).map((path) => path.split("/").at(-1)!);
    expect(names.every((name) => name.startsWith("baf"))).to.equal(true);
    expect(new Set(names).size).to.equal(names.length);
  });

  it("keeps a program once, however many bundles point at it", async () => {
    const program = noise(400_000, 17);
    const store = embeddedStore(folderBlockStore(folder));
    await store.put(await dagOf(new Map([["program.mjs", program], ["report.json", noise(10, 1)]]))); // prettier-ignore
    const before = await blockFiles();
    for (const seed of [2, 3, 4])
      await store.put(await dagOf(new Map([["program.mjs", program], ["report.json", noise(10, seed)]]))); // prettier-ignore
    const added = (await blockFiles()).filter((path) => !before.includes(path));
    // Of each bundle the directory and the report.
    expect(added).to.have.length(6);
  });

  it("notices a block that was changed on the disk, and says that the pin is lost", async () => {
    const store = embeddedStore(folderBlockStore(folder));
    const dag = await dagOf(new Map([["a", noise(1000)]]));
    const { root } = dag;
    await store.put(dag);
    const path = (await blockFiles()).find((name) => name.includes("bafkrei"))!;
    await writeFile(path, flipBit(await readFile(path), 4000));
    expect((await evidenceError(() => store.get(root))).code).to.equal("STORE_BLOCK_CORRUPT");
    expect(await store.pinned(root)).to.equal(false);
    await rm(path);
    expect((await evidenceError(() => store.get(root))).code).to.equal("STORE_BLOCK_MISSING");
    expect(await store.pinned(root)).to.equal(false);
  });

  it("refuses to store bytes under a CID that is not theirs", async () => {
    const { root } = await dagOf(sampleFiles());
    for (const store of [memoryBlockStore(), folderBlockStore(folder)])
      expect((await evidenceError(() => store.put(root, noise(10)))).code).to.equal("STORE_BLOCK_CORRUPT");
    expect(await blockFiles()).to.deep.equal([]);
  });

  it("tells an unusable folder apart from a missing block", async () => {
    await writeFile(join(folder, "file"), "");
    const store = folderBlockStore(join(folder, "file"));
    const root = parseCid("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");
    expect(await evidenceError(() => store.get(root))).to.include({
      code: "STORE_UNREADABLE",
      failure: "infrastructure",
    });
    const error = await evidenceError(() => storeFiles(sampleFiles(), store));
    expect(error).to.include({ code: "STORE_UNWRITABLE", failure: "infrastructure" });
  });
});
