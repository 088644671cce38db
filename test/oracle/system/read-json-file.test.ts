import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { readJsonFile } from "../../../oracle/system/read-json-file.ts";

describe("JSON files", () => {
  const folder = mkdtempSync(join(tmpdir(), "sixfold-json-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const file = (content: string | Uint8Array): string => {
    const path = join(folder, "file.json");
    writeFileSync(path, content);
    return path;
  };
  const refusalOf = async (path: string): Promise<string> => {
    const told = await readJsonFile(path, (value, rule) => new Error(`${rule}: ${String(value)}`)).catch(
      (error: unknown) => error,
    );
    return (told as Error).message;
  };
  const read = (path: string) => readJsonFile(path, (_, rule) => new Error(rule));

  it("are read with and without a byte order mark", async () => {
    expect(await read(file('{"a":"水"}'))).to.deep.equal({ a: "水" });
    expect(await read(file('\uFEFF{"a":"水"}'))).to.deep.equal({ a: "水" });
  });

  it("are refused by what is wrong with them", async () => {
    expect(await refusalOf(join(folder, "none.json"))).to.equal("must be a readable file: ENOENT");
    expect(await refusalOf(folder)).to.equal("must be a readable file: EISDIR");
    expect(await refusalOf(file("{"))).to.match(/^must be JSON: /);
    expect(await refusalOf(file(""))).to.match(/^must be JSON: /);
    expect(await refusalOf(file(Buffer.from('\uFEFF{"a":1}', "utf16le")))).to.match(/^must be JSON in UTF-8: /);
    const huge = file("{}");
    truncateSync(huge, 65 * 2 ** 20);
    expect(await refusalOf(huge)).to.match(/^must be at most 67108864 bytes: 68157440$/);
  });
});
