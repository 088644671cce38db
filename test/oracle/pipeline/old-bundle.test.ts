import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { expect } from "chai";

import type { Bundle } from "../../../oracle/core/evidence/files.ts";
import { PROGRAM_PATH } from "../../../oracle/core/evidence/paths.ts";
import { digestOf, held } from "../../../oracle/core/evidence/stored.ts";
import { figuresOf } from "../../../oracle/core/services/common/outcome.ts";
import type { Runner } from "../../../oracle/engine/runner.ts";
import { sealedRunner } from "../../../oracle/engine/sealed-runner.ts";
import { replay } from "../../../oracle/pipeline/replay.ts";
import type { Replay } from "../../../oracle/pipeline/replay.ts";
import { trustNamed } from "../../../oracle/programs/trust-named.ts";
import { trustOwn } from "../../../oracle/programs/trust-own.ts";
import { openCar } from "../../../oracle/store/car.ts";
import { parseCid } from "../../../oracle/store/cid.ts";
import { readDirectory } from "../../../oracle/store/unixfs.ts";

/**
 * A bundle of a SIMULATED tiny world, made by an earlier build of `sum-service.ts`, when its baseline was 4 kg. No source
 * of this copy gives that program any more.
 */
const CID = "bafybeig3m7uu3hlb3pzxobqnj7jnj7bbmlj23xktu6u474ge3cinbghsxa";
const PROGRAM = "0x21695c9843ec236d552370c84230dc3ec8e178918e31a1d9e19025205cae83f1";

describe("a bundle of an older program", function () {
  this.timeout(120_000);
  let files: Bundle;
  const runners: Runner[] = [];
  const runnerOf = (program: Uint8Array): Runner => {
    const runner = sealedRunner(program, 1);
    runners.push(runner);
    return runner;
  };
  const again = (trust: Parameters<typeof replay>[1]["trust"]): Promise<Replay> =>
    replay(files, { trust, runnerOf, expectedRoot: parseCid(CID) });

  before(async () => {
    const car = gunzipSync(await readFile(join(import.meta.dirname, "old-bundle.car.gz")));
    files = await readDirectory(await openCar(held(car), { expectedRoot: parseCid(CID) }));
  });
  after(() => Promise.all(runners.map((runner) => runner.close())));

  it("test_L13_replays_by_its_own_program_after_the_code_has_changed", async () => {
    expect(await digestOf(files.get(PROGRAM_PATH)!)).to.equal(PROGRAM);
    const { ok, checks, run } = await again(trustNamed([PROGRAM], "you named it"));
    expect(checks.filter((check) => !check.ok)).to.deep.equal([]);
    expect(ok).to.equal(true);
    expect(checks.find(({ name }) => name === "program")!.actual).to.equal(`${PROGRAM}: you named it`);
    expect(figuresOf(run!.outcome).get("baselineKg")).to.equal(4n);
    expect(figuresOf(run!.outcome).get("measuredKg")).to.equal(390_705n);
  });

  it("is not run where nobody names its program: this copy does not build it", async () => {
    const { ok, checks, run } = await again(trustOwn);
    expect([ok, run]).to.deep.equal([false, undefined]);
    expect(checks.at(-1)).to.include({ name: "program", ok: false });
  });
});
