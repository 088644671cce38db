import { expect } from "chai";

import { runProcess } from "../../../scripts/start/processes.ts";

describe("bench", function () {
  this.timeout(60_000);

  it("refuses names and rounds that it does not know, and lists those it does", async () => {
    const cases: [script: string, args: readonly string[], said: RegExp][] = [
      ["scripts/bench.ts", ["engine", "nosuch"], /no part nosuch; there are gas, engine, mask/],
      ["scripts/bench/engine/engine.ts", ["J9"], /no job J9; there are severity, series, amplitudes, insar, classes/],
      ["scripts/bench/engine/codecs.ts", ["folder", "many"], /whole number/],
      ["scripts/bench/engine/mask.ts", ["0"], /whole number/],
    ];
    for (const [script, args, said] of cases) {
      const { exitCode, stdout, stderr } = await runProcess(script, args);
      expect([exitCode, stdout], script).to.deep.equal([2, ""]);
      expect(stderr).to.match(said);
    }
  });
});
