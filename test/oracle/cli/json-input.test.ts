import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { expect } from "chai";

type Told = { readonly error?: { readonly code: string; readonly field: string; readonly value: unknown } };

/** What a command answers in JSON when it is handed a document on standard input. */
const tell = async (input: string, ...args: readonly string[]): Promise<Told & Readonly<Record<string, unknown>>> => {
  const child = spawn(process.execPath, ["oracle/cli/main.ts", ...args, "--json"]);
  child.stdin.end(input);
  return JSON.parse(await text(child.stdout)) as Told & Readonly<Record<string, unknown>>;
};

const square = {
  type: "Polygon",
  coordinates: [
    [
      [105.2, 10.4],
      [105.203, 10.4],
      [105.203, 10.403],
      [105.2, 10.403],
      [105.2, 10.4],
    ],
  ],
};

describe("JSON on standard input", function () {
  this.timeout(30_000);

  it("is a boundary where the file is named -, with or without a byte order mark", async () => {
    const cover = ["ground", "cover", "-", "--edge-level", "20"];
    const plain = await tell(JSON.stringify(square), ...cover);
    expect(plain["cells"]).to.match(/^[1-9]\d+$/);
    expect(await tell(`\uFEFF${JSON.stringify(square)}`, ...cover)).to.deep.equal(plain);
    expect((await tell("{", ...cover)).error).to.include({ code: "CLI_USAGE", value: "-" });
  });

  it("is a signed report, refused by the value at the place of its fault", async () => {
    const report = ["report", "post", "-", "--key", "dev:0"];
    const refused = await tell('\uFEFF{"kind":"Validation"}', ...report);
    expect(refused.error?.code).to.equal("ATTEST_SIGNED_INVALID");
    expect(refused.error).to.include({ field: "<signed-report> /kind", value: "Validation" });
    expect((await tell("no JSON", ...report)).error?.code).to.equal("ATTEST_SIGNED_UNREADABLE");
  });
});
