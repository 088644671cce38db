import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { expect } from "chai";

import { rerun } from "../../../oracle/attest/rerun.ts";
import { trustMethodology } from "../../../oracle/chain/trust-chain.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { Bundle } from "../../../oracle/core/evidence/files.ts";
import { held } from "../../../oracle/core/evidence/stored.ts";
import { openCar } from "../../../oracle/store/car.ts";
import { parseCid } from "../../../oracle/store/cid.ts";
import { readDirectory } from "../../../oracle/store/unixfs.ts";

/** The bundle of `pipeline/old-bundle.test.ts`: no source of this copy gives its program. */
const CID = parseCid("bafybeig3m7uu3hlb3pzxobqnj7jnj7bbmlj23xktu6u474ge3cinbghsxa");
const PROGRAM = "0x21695c9843ec236d552370c84230dc3ec8e178918e31a1d9e19025205cae83f1";

describe("a bundle before it is signed", function () {
  this.timeout(120_000);
  let files: Bundle;

  before(async () => {
    const car = gunzipSync(await readFile(join(import.meta.dirname, "../pipeline/old-bundle.car.gz")));
    files = await readDirectory(await openCar(held(car), { expectedRoot: CID }));
  });

  it("test_L13_is_run_by_the_program_that_its_methodology_names_on_the_chain", async () => {
    expect(await rerun(CID, files, trustMethodology(3, PROGRAM))).to.include({ program: PROGRAM });
  });

  it("is refused, and not run, where the methodology names another program", async () => {
    const refused = await rerun(CID, files, trustMethodology(3, `0x${"ab".repeat(32)}`)).catch(
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(SixfoldError);
    expect(refused).to.include({ code: "ATTEST_REPLAY_DIFFERS", failure: "check", field: "program" });
  });
});
