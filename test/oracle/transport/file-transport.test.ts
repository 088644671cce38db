import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { fileTransport } from "../../../oracle/transport/file-transport.ts";
import { sceneCode } from "../../helpers/stac-server.ts";

describe("fileTransport", () => {
  const folder = mkdtempSync(join(tmpdir(), "sixfold-"));
  const root = join(folder, "root");
  const at = (path: string): string => pathToFileURL(join(root, path)).href;
  const transport = fileTransport(root);

  before(() => {
    mkdirSync(join(root, "sub"), { recursive: true });
    mkdirSync(join(folder, "root-twin"));
    writeFileSync(join(root, "sub", "a.bin"), Uint8Array.of(1, 2, 3, 4));
    writeFileSync(join(root, "..a"), "x");
    writeFileSync(join(folder, "secret"), "secret");
    writeFileSync(join(folder, "root-twin", "b"), "secret");
    symlinkSync(join(folder, "secret"), join(root, "link"));
    symlinkSync(folder, join(root, "up"));
    symlinkSync(join(root, "sub"), join(root, "within"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("reads ranges of files below its root, also through links that stay in it", async () => {
    expect(await transport.head(at("sub/a.bin"))).to.deep.equal({ size: 4 });
    expect([...(await transport.read(at("within/a.bin"), { start: 1, end: 3 }))]).to.deep.equal([2, 3]);
    expect((await transport.head(at("..a"))).size).to.equal(1);
  });

  it("never leaves its root by dots or links", async () => {
    for (const path of ["../secret", "link", "up/secret", "sub/../../secret", "../root-twin/b"]) {
      expect(await sceneCode(transport.head(at(path))), path).to.equal("TRANSPORT_OUTSIDE_ROOT");
    }
    expect(await sceneCode(transport.head(`file://${root}/%2e%2e/secret`))).to.equal("TRANSPORT_OUTSIDE_ROOT");
    expect(await sceneCode(transport.head(`file://${root}/..%2fsecret`))).to.equal("TRANSPORT_SCHEME");
  });

  it("refuses folders, missing files, other hosts and ranges outside the file", async () => {
    expect(await sceneCode(transport.head(at("sub")))).to.equal("TRANSPORT_NOT_FOUND");
    expect(await sceneCode(transport.head(at("none")))).to.equal("TRANSPORT_NOT_FOUND");
    expect(await sceneCode(transport.head("file://host/x"))).to.equal("TRANSPORT_SCHEME");
    expect(await sceneCode(transport.head("https://host/x"))).to.equal("TRANSPORT_SCHEME");
    expect(await sceneCode(transport.read(at("sub/a.bin"), { start: 0, end: 5 }))).to.equal("TRANSPORT_RANGE");
  });

  it("keeps a file open between reads, and of many no more than a process may hold", async () => {
    const descriptors = (): number => readdirSync("/proc/self/fd").length;
    const before = existsSync("/proc/self/fd") ? descriptors() : 0;
    for (let i = 0; i < 300; i += 1) writeFileSync(join(root, `many-${i}`), Uint8Array.of(i % 256));
    for (let i = 0; i < 300; i += 1)
      expect([...(await transport.read(at(`many-${i}`), { start: 0, end: 1 }))]).to.deep.equal([i % 256]);
    if (existsSync("/proc/self/fd")) expect(descriptors() - before).to.be.below(100);
    await Promise.all(
      Array.from({ length: 50 }, async () =>
        expect([...(await transport.read(at("sub/a.bin"), { start: 0, end: 4 }))]).to.deep.equal([1, 2, 3, 4]),
      ),
    );
  });

  it("opens a file again after it failed, and notices one that shrinks or grows", async () => {
    expect(await sceneCode(transport.head(at("late")))).to.equal("TRANSPORT_NOT_FOUND");
    writeFileSync(join(root, "late"), Uint8Array.of(9, 9, 9));
    expect((await transport.head(at("late"))).size).to.equal(3);
    writeFileSync(join(root, "late"), Uint8Array.of(9));
    expect(await sceneCode(transport.read(at("late"), { start: 0, end: 3 }))).to.equal("TRANSPORT_CHANGED");
    expect((await transport.head(at("late"))).size).to.equal(1);
    writeFileSync(join(root, "late"), Uint8Array.of(9, 8, 7, 6));
    expect((await transport.head(at("late"))).size).to.equal(4);
    expect([...(await transport.read(at("late"), { start: 2, end: 4 }))]).to.deep.equal([7, 6]);
  });
});
