import { mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { openCarFile, openCarStream } from "../../../oracle/store/car-file.ts";
import { carOf, dagOf, filesOf } from "../../helpers/bundles.ts";
import { evidenceError, flipBit, sampleFiles } from "../core/evidence/samples.ts";

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}

describe("evidence/car-file", () => {
  let folder: string;
  const temporary = process.env["TMPDIR"];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-cars-"));
    process.env["TMPDIR"] = folder;
  });
  afterEach(async () => {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
    await rm(folder, { recursive: true, force: true });
  });

  it("reads a bundle where it lies, from a file and from a stream, of which nothing is left", async () => {
    const car = await carOf(sampleFiles());
    {
      await using bundle = await openCarStream(inPieces(car));
      expect(await filesOf(bundle.files)).to.deep.equal(new Map([...sampleFiles()].sort()));
      expect(await readdir(folder)).to.have.length(1);
    }
    expect(await readdir(folder)).to.deep.equal([]);
    const path = join(folder, "b.car");
    await writeFile(path, car);
    await using bundle = await openCarFile(path, (await dagOf(sampleFiles())).root);
    expect(await filesOf(bundle.files)).to.deep.equal(new Map([...sampleFiles()].sort()));
    // Each read is checked: whoever changes the file meanwhile is found out.
    await writeFile(path, flipBit(car, car.length * 4));
    expect((await evidenceError(() => filesOf(bundle.files))).code).to.equal("STORE_BLOCK_CORRUPT");
    await truncate(path, 1000);
    expect((await evidenceError(() => filesOf(bundle.files))).code).to.equal("STORE_CAR_UNREADABLE");
  });

  it("keeps nothing of a stream that lies, breaks off or does not end", async () => {
    const car = await carOf(sampleFiles());
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield car;
    }
    const cases = [
      [() => openCarStream(inPieces(flipBit(car, car.length * 4))), /^STORE_(BLOCK_CORRUPT|CAR_INVALID)$/],
      [() => openCarStream(inPieces(car.subarray(0, -1))), /^STORE_CAR_INVALID$/],
      [() => openCarStream(endless(), { limitBytes: 10 ** 7 }), /^STORE_CAR_TOO_LARGE$/],
    ] as const;
    for (const [opening, code] of cases) expect((await evidenceError(opening)).code).to.match(code);
    expect(await readdir(folder)).to.deep.equal([]);
  });
});
