import { expect } from "chai";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import { buildApart } from "../../../oracle/programs/build-apart.ts";
import { buildProgram } from "../../../oracle/programs/build-program.ts";
import { root } from "../../../scripts/run.ts";

const SUM = { path: "test/oracle/pipeline/sum-service.ts", name: "sumService" };

describe("programs/build-apart", function () {
  this.timeout(300_000);

  it("test_L13_builds_the_same_bytes_in_a_process_of_its_own", async () => {
    const apart = await buildApart(root, SUM);
    expect(Buffer.from(apart).equals(await buildProgram(root, SUM))).to.equal(true);
  });

  it("tells by its own error why there is no program", async () => {
    const refused = await buildApart(root, { ...SUM, name: "nothing" }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(SixfoldError).with.property("code", "PROGRAM_BUNDLE");
    expect(refused).to.have.property("field", SUM.path);
  });

  it("tells of a process that ends without an answer", async () => {
    const options = process.env["NODE_OPTIONS"];
    process.env["NODE_OPTIONS"] = "--import ./nowhere.mjs";
    try {
      const ended = await buildApart(root, SUM).catch((error: unknown) => error);
      expect(ended).to.be.instanceOf(SixfoldError).with.property("code", "PROGRAM_PROCESS");
      expect(ended).to.have.property("value").that.includes("nowhere.mjs");
    } finally {
      if (options === undefined) delete process.env["NODE_OPTIONS"];
      else process.env["NODE_OPTIONS"] = options;
    }
  });
});
