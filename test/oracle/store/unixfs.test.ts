import { expect } from "chai";
import * as dagPb from "@ipld/dag-pb";
import { UnixFS } from "ipfs-unixfs";
import { CID } from "multiformats/cid";
import { sha256 } from "multiformats/hashes/sha2";

import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import type { BlockStore } from "../../../oracle/store/block-store.ts";
import { parseCid } from "../../../oracle/store/cid.ts";
import { walkBlocks } from "../../../oracle/store/dag.ts";
import { directoryDag, readDirectory, resolvePath } from "../../../oracle/store/unixfs.ts";
import type { Stored } from "../../../oracle/core/scenes/types.ts";
import { dagOf, filesOf, storeFiles } from "../../helpers/bundles.ts";
import { evidenceError, noise, sampleFiles } from "../core/evidence/samples.ts";

const putNode = async (blocks: BlockStore, node: dagPb.PBNode): Promise<CID> => {
  const bytes = dagPb.encode(dagPb.prepare(node));
  const cid = CID.createV1(dagPb.code, await sha256.digest(bytes));
  await blocks.put(cid, bytes);
  return cid;
};

const directory = (links: { Name: string; Hash: CID }[]): dagPb.PBNode => ({
  Data: new UnixFS({ type: "directory" }).marshal(),
  Links: links.map((link) => ({ ...link, Tsize: 0 })),
});

describe("evidence/unixfs", () => {
  it("reads back every file it wrote", async () => {
    const files = sampleFiles();
    const back = await filesOf(await readDirectory(await storeFiles(files, memoryBlockStore())));
    expect([...back.keys()].sort()).to.deep.equal([...files.keys()].sort());
    for (const [path, bytes] of files) expect(back.get(path), path).to.deep.equal(bytes);
  });

  it("gives one CID whatever the order of the files", async () => {
    const roots = new Set<string>();
    for (const entries of [[...sampleFiles()], [...sampleFiles()].reverse()])
      roots.add((await dagOf(new Map(entries))).root.toString());
    expect(roots.size).to.equal(1);
  });

  it("gives the blocks of a directory out of its files, also of one cut into shards, as a store has them", async () => {
    const many = new Map(Array.from({ length: 6000 }, (_, i) => [`inputs/${i}/0-9`, Uint8Array.of(i % 251)] as const));
    for (const files of [sampleFiles(), many]) {
      const dag = await dagOf(files);
      const stored = await storeFiles(files, memoryBlockStore());
      expect(stored.root.equals(dag.root)).to.equal(true);
      for await (const { cid, bytes } of walkBlocks(stored))
        expect(Buffer.from(bytes).equals(await dag.blocks.get(cid))).to.equal(true);
    }
  });

  it("cuts a file of 300 KiB into two chunks of at most 256 KiB under one node", async () => {
    const sizes: number[] = [];
    for await (const { bytes } of walkBlocks(await dagOf(new Map([["a", noise(300 * 1024)]]))))
      sizes.push(bytes.length);
    expect(sizes.slice(2)).to.deep.equal([262_144, 300 * 1024 - 262_144]);
  });

  it("resolves a path to the CID below it", async () => {
    const dag = await dagOf(sampleFiles());
    const leaf = await resolvePath(dag, ["inputs", "0", "0-16384"]);
    expect(await dag.blocks.get(leaf)).to.deep.equal(sampleFiles().get("inputs/0/0-16384"));
    expect((await evidenceError(() => resolvePath(dag, ["nothing"]))).code).to.equal("STORE_PATH_NOT_FOUND");
  });

  it("refuses unsafe names on the way in", async () => {
    for (const path of ["../a", "/a", "a//b", "a/../b", ".hidden", "a b", "a\\b", "", "a/"])
      expect((await evidenceError(() => dagOf(new Map([[path, noise(1)]])))).code, path).to.equal(
        "EVIDENCE_PATH_UNSAFE",
      );
    expect((await evidenceError(() => dagOf(new Map()))).code).to.equal("STORE_BUNDLE_EMPTY");
  });

  it("refuses a hostile directory: climbing names, a name twice, a node that is no file", async () => {
    const blocks = memoryBlockStore();
    const leaf = await putNode(blocks, { Data: new UnixFS({ type: "file", data: noise(3) }).marshal(), Links: [] });
    const climbing = await putNode(blocks, directory([{ Name: "..", Hash: leaf }]));
    expect((await evidenceError(() => readDirectory({ root: climbing, blocks }))).code).to.equal(
      "EVIDENCE_PATH_UNSAFE",
    );
    const twice = await putNode(blocks, directory([{ Name: "a", Hash: leaf }, { Name: "a", Hash: leaf }])); // prettier-ignore
    expect((await evidenceError(() => readDirectory({ root: twice, blocks }))).code).to.equal("STORE_PATH_TWICE");
    const link = await putNode(blocks, { Data: new UnixFS({ type: "symlink", data: noise(3) }).marshal(), Links: [] });
    const odd = await putNode(blocks, directory([{ Name: "a", Hash: link }]));
    expect((await evidenceError(() => readDirectory({ root: odd, blocks }))).code).to.equal("STORE_NOT_UNIXFS");
    expect((await evidenceError(() => readDirectory({ root: leaf, blocks }))).code).to.equal("STORE_NOT_UNIXFS");
  });

  it("stops at the size limit when one block is repeated without end", async () => {
    const blocks = memoryBlockStore();
    const content = noise(100_000);
    const leaf = CID.createV1(0x55, await sha256.digest(content));
    await blocks.put(leaf, content);
    const names = Array.from({ length: 50 }, (_, i) => ({ Name: `f${i}`, Hash: leaf }));
    let root = await putNode(blocks, directory(names));
    for (let depth = 0; depth < 5; depth++)
      root = await putNode(blocks, directory(names.map(({ Name }) => ({ Name, Hash: root }))));
    const error = await evidenceError(() => readDirectory({ root, blocks }, 1_000_000));
    expect(error.code).to.equal("STORE_BUNDLE_TOO_LARGE");
  });

  it("refuses a file whose nodes and leaves contradict each other, once it is read", async () => {
    const blocks = memoryBlockStore();
    const content = noise(10);
    const leaf = CID.createV1(0x55, await sha256.digest(content));
    await blocks.put(leaf, content);
    const readFileOf = async (data: Uint8Array | undefined, sizes: bigint[], leaves = sizes.length) => {
      const node = new UnixFS({ type: "file", ...(data === undefined ? {} : { data }) });
      sizes.forEach((size) => node.addBlockSize(size));
      const Links = Array.from({ length: leaves }, () => ({ Name: "", Hash: leaf, Tsize: 10 }));
      const file = await putNode(blocks, { Data: node.marshal(), Links });
      const root = await putNode(blocks, directory([{ Name: "a", Hash: file }]));
      return filesOf(await readDirectory({ root, blocks }));
    };
    expect((await readFileOf(undefined, [10n, 10n])).get("a")).to.deep.equal(Uint8Array.of(...content, ...content));
    for (const work of [
      () => readFileOf(undefined, [9n, 10n]),
      () => readFileOf(undefined, [20n]),
      () => readFileOf(undefined, [10n, 0n]),
      () => readFileOf(undefined, [10n], 2),
      () => readFileOf(noise(3), [10n]),
    ])
      expect((await evidenceError(work)).code).to.equal("STORE_NOT_UNIXFS");
  });

  it("test_L13_a_file_of_two_to_four_gibibytes_has_one_cid_and_nodes_that_say_its_size", async () => {
    const size = 2 ** 31 + 300_000;
    const zeros: Stored = { size, read: async ({ start, end }) => new Uint8Array(end - start) };
    const { root, blocks } = await directoryDag(new Map([["a", zeros]]));
    const [link] = dagPb.decode(await blocks.get(root)).Links;
    const file = dagPb.decode(await blocks.get(parseCid(link!.Hash.toString())));
    const { blockSizes } = UnixFS.unmarshal(file.Data!);
    expect(UnixFS.unmarshal(file.Data!).fileSize()).to.equal(BigInt(size));
    expect(blockSizes.reduce((sum, part) => sum + part, 0n)).to.equal(BigInt(size));
    // The tree holds the file and what its nodes take.
    expect(link!.Tsize).to.be.within(size, size * 1.001);
    expect((await readDirectory({ root, blocks })).get("a")!.size).to.equal(size);
  });

  it("names the missing block", async () => {
    const root = parseCid("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");
    const error = await evidenceError(() => readDirectory({ root, blocks: memoryBlockStore() }));
    expect(error).to.include({ code: "STORE_BLOCK_MISSING", value: root.toString() });
  });
});
