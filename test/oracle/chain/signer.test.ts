import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";

import { expect } from "chai";
import { privateKeyToAccount } from "viem/accounts";

import { developmentSigner, isDevelopmentAddress, loadSigner } from "../../../oracle/chain/signer.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";

const OWN_KEY = `0x${"5a".repeat(32)}` as const;
/** First key of the development mnemonic, as every Hardhat node prints it. */
const FIRST_DEVELOPMENT_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

const refusal = (action: () => unknown): SixfoldError => {
  try {
    action();
  } catch (error) {
    expect(error).to.be.instanceOf(SixfoldError);
    return error as SixfoldError;
  }
  throw new SixfoldError({ code: "TEST", failure: "check", field: "test", value: undefined, rule: "was refused" });
};

describe("attest/signer", () => {
  const folder = mkdtempSync(join(tmpdir(), "sixfold-signer-"));
  const keyFile = (text: string, mode: number): string => {
    const path = join(folder, `key-${Math.abs(text.length * 7 + mode)}`);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };

  after(() => {
    delete process.env["SIXFOLD_TEST_KEY"];
  });

  it("takes a key from an environment variable and from a private file", () => {
    const { address } = privateKeyToAccount(OWN_KEY);
    process.env["SIXFOLD_TEST_KEY"] = OWN_KEY;
    expect(loadSigner("env:SIXFOLD_TEST_KEY", 1).address).to.equal(address);
    expect(loadSigner(`file:${keyFile(`${OWN_KEY}\n`, 0o600)}`, 1).address).to.equal(address);
  });

  it("refuses a key file that others may read", () => {
    expect(refusal(() => loadSigner(`file:${keyFile(OWN_KEY, 0o644)}`, 1)).code).to.equal("CHAIN_KEY_FILE");
  });

  it("refuses development keys on every chain that is not local, however they are given", () => {
    process.env["SIXFOLD_TEST_KEY"] = FIRST_DEVELOPMENT_KEY;
    for (const chainId of [1, 10, 137, 8453, 42161, 11155111])
      for (const source of ["dev:0", "dev:19", "env:SIXFOLD_TEST_KEY"])
        expect(refusal(() => loadSigner(source, chainId)).code, source).to.equal("CHAIN_DEVELOPMENT_KEY");
    for (const chainId of [31337, 1337]) expect(loadSigner("dev:3", chainId).address).to.match(/^0x/);
  });

  it("knows the development addresses from others", () => {
    expect(isDevelopmentAddress(privateKeyToAccount(FIRST_DEVELOPMENT_KEY).address)).to.equal(true);
    expect(isDevelopmentAddress(privateKeyToAccount(OWN_KEY).address)).to.equal(false);
  });

  it("never shows key material: not in a signer, not in an error of a mistyped or misplaced key", () => {
    const secrets = ["5a".repeat(32), "5a".repeat(31), FIRST_DEVELOPMENT_KEY.slice(2)];
    process.env["SIXFOLD_TEST_KEY"] = `0x${"5a".repeat(31)}`;
    const broken = keyFile(`0x${"5a".repeat(31)}`, 0o600);
    const shown = [
      inspect(loadSigner(`file:${keyFile(OWN_KEY, 0o600)}`, 1), { depth: 10, showHidden: true }),
      inspect(developmentSigner(0), { depth: 10, showHidden: true }),
      ...[OWN_KEY, `file:${broken}`, "env:SIXFOLD_TEST_KEY", "env:SIXFOLD_ABSENT", "dev:20", "dev:x", ""].map(
        (source) =>
          inspect(
            refusal(() => loadSigner(source, 31337)),
            { depth: 10, showHidden: true },
          ),
      ),
      JSON.stringify(loadSigner("dev:0", 31337)),
    ].join("\n");
    for (const secret of secrets) expect(shown.includes(secret), "a key is shown").to.equal(false);
  });
});
