import { mkdir, readFile, rmdir } from "node:fs/promises";

import { expect } from "chai";

import { SixfoldError, shownValue } from "../../../oracle/core/errors.ts";
import { endpointOf, faultOf, isSystemError, reasonOf, withoutSecrets } from "../../../oracle/system/system-fault.ts";

const systemError = (code: string): Error => Object.assign(new Error(`${code}: x`), { code, syscall: "x" });

describe("system-fault", () => {
  it("knows what the system refused from what Sixfold did", async () => {
    const refusals = await Promise.all([
      readFile("/nosuch/file").catch((error: unknown) => error),
      readFile("/").catch((error: unknown) => error),
      mkdir("/").catch((error: unknown) => error),
      rmdir("package.json").catch((error: unknown) => error),
    ]);
    expect(refusals.map(isSystemError)).to.deep.equal([true, true, true, true]);
    const others = [new Error("x"), new TypeError("x"), Object.assign(new Error("x"), { code: "ERR_X" }), "x", null];
    expect(others.map(isSystemError)).to.deep.equal([false, false, false, false, false]);
  });

  it("gives the fault to whoever can mend it", () => {
    const who = (codes: readonly string[]) => codes.map((code) => faultOf(systemError(code)).failure);
    expect(who(["ENOENT", "ENOTDIR", "EISDIR", "EACCES", "EROFS"])).to.deep.equal(Array(5).fill("usage"));
    expect(who(["ENOSPC", "EDQUOT", "EMFILE", "EIO", "ENOTFOUND"])).to.deep.equal(Array(5).fill("infrastructure"));
    expect(faultOf(systemError("ENOSPC")).rule).to.equal("there is no space left on the disk (ENOSPC)");
  });

  it("finds the reason below what wraps it", () => {
    const refused = new TypeError("fetch failed", { cause: systemError("ECONNREFUSED") });
    expect(reasonOf(new Error("HTTP request failed.", { cause: refused }))).to.equal("ECONNREFUSED");
    expect(reasonOf(new TypeError("fetch failed", { cause: new Error("bad port") }))).to.equal("bad port");
    expect(reasonOf("x")).to.equal("x");
    expect(reasonOf(new TypeError("no credentials: http://u:p@h/x"))).to.equal("no credentials: http://h");
  });

  it("shows of a URL the scheme, host and port alone", () => {
    expect(endpointOf("https://user:pass@node.example:8545/v3/0123secret?key=1#x")).to.equal(
      "https://node.example:8545",
    );
    expect(endpointOf("hello")).to.equal("(no URL)");
    expect(withoutSecrets("argument 'ftp://u:p@h/secret' is invalid")).to.equal("argument 'ftp://h' is invalid");
  });
});

describe("errors", () => {
  it("show a short value as it is and of a long one the beginning", () => {
    const short = { a: 1n };
    expect(shownValue(short)).to.equal(short);
    expect(shownValue(undefined)).to.equal(undefined);
    expect(shownValue("x".repeat(1000))).to.have.length(203);
    expect(shownValue({ file: "x".repeat(1000) }))
      .to.be.a("string")
      .with.length(203);
    const error = new SixfoldError({ code: "X", failure: "usage", field: "f", value: "x".repeat(1000), rule: "r" });
    expect(error.message).to.have.length.below(250);
  });
});
