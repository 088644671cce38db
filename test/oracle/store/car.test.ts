import { expect } from "chai";
import { CarWriter } from "@ipld/car/writer";
import type { CID } from "multiformats/cid";

import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import { held } from "../../../oracle/core/evidence/stored.ts";
import { carBytes, concat, importCar as importStored } from "../../../oracle/store/car.ts";
import type { CarOptions } from "../../../oracle/store/car.ts";
import type { BlockStore } from "../../../oracle/store/block-store.ts";
import { walkBlocks } from "../../../oracle/store/dag.ts";
import { readDirectory } from "../../../oracle/store/unixfs.ts";
import { dagOf, filesOf } from "../../helpers/bundles.ts";
import { evidenceError, flipBit, noise, sampleFiles } from "../core/evidence/samples.ts";

const sample = async (files = sampleFiles()) => {
  const dag = await dagOf(files);
  return { ...dag, car: await carBytes(dag) };
};

const importCar = (car: Uint8Array, into: BlockStore, options?: CarOptions): Promise<CID> =>
  importStored(held(car), into, options);

const write = async (roots: CID[], blocks: { cid: CID; bytes: Uint8Array }[]): Promise<Uint8Array> => {
  const { writer, out } = CarWriter.create(roots);
  const chunks: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of out) chunks.push(chunk);
  })();
  for (const block of blocks) await writer.put(block);
  await writer.close();
  await reading;
  return concat(chunks);
};

describe("evidence/car", () => {
  it("carries a bundle from store to store, and is the same bytes each time", async () => {
    const { root, car } = await sample();
    const into = memoryBlockStore();
    expect((await importCar(car, into)).toString()).to.equal(root.toString());
    expect(await carBytes({ root, blocks: into })).to.deep.equal(car);
    expect((await filesOf(await readDirectory({ root, blocks: into }))).get("report.json")).to.deep.equal(
      sampleFiles().get("report.json"),
    );
  });

  it("test_L13_every_flipped_bit_of_a_car_is_detected", async () => {
    const { root, car } = await sample(new Map([["a/b", noise(40, 9)], ["c", noise(70, 11)]])); // prettier-ignore
    for (let bit = 0; bit < car.length * 8; bit++) {
      const into = memoryBlockStore();
      const work = () => importCar(flipBit(car, bit), into, { expectedRoot: root });
      expect((await evidenceError(work, `bit ${bit}`)).code, `bit ${bit}`).to.match(/^STORE_/);
      expect(await into.has(root), `bit ${bit}`).to.equal(false);
    }
  }).timeout(60_000);

  it("refuses a truncated archive at any length", async () => {
    const { root, car } = await sample(new Map([["a", noise(100)]]));
    for (let length = 0; length < car.length; length++)
      expect(
        (await evidenceError(() => importCar(car.subarray(0, length), memoryBlockStore(), { expectedRoot: root })))
          .code,
      ).to.match(/^STORE_(CAR|BLOCK)_/);
  });

  it("refuses another root, two roots, a block too many and a block too few", async () => {
    const { root, blocks, car } = await sample();
    const other = await sample(new Map([["a", noise(9)]]));
    const all: { cid: CID; bytes: Uint8Array }[] = [];
    for await (const block of walkBlocks({ root, blocks })) all.push(block);
    const stranger = { cid: other.root, bytes: await other.blocks.get(other.root) };

    const codeOf = async (bytes: Uint8Array, expectedRoot: CID) =>
      (await evidenceError(() => importCar(bytes, memoryBlockStore(), { expectedRoot }))).code;
    expect(await codeOf(car, other.root)).to.equal("STORE_CAR_ROOT");
    expect(await codeOf(await write([root, other.root], all), root)).to.equal("STORE_CAR_INVALID");
    expect(await codeOf(await write([root], [...all, stranger]), root)).to.equal("STORE_CAR_INVALID");
    expect(await codeOf(await write([root], all.slice(0, -1)), root)).to.equal("STORE_BLOCK_MISSING");
  });

  it("refuses more bytes than allowed", async () => {
    const { car } = await sample();
    const error = await evidenceError(() => importCar(car, memoryBlockStore(), { limitBytes: 1000 }));
    expect(error.code).to.equal("STORE_CAR_TOO_LARGE");
  });

  it("passes on the reason when a block is missing during export", async () => {
    const { root } = await sample();
    expect((await evidenceError(() => carBytes({ root, blocks: memoryBlockStore() }))).code).to.equal(
      "STORE_BLOCK_MISSING",
    );
  });
});
