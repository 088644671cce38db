import { expect } from "chai";
import { hashMessage } from "viem";
import { mnemonicToAccount } from "viem/accounts";

import { ascending, isCanonicalSignature } from "../../../oracle/attest/signature.ts";

describe("attest/signature", () => {
  it("knows a canonical signature from a malleable, compact or padded one", async () => {
    const account = mnemonicToAccount("test test test test test test test test test test test junk");
    const signature = await account.sign({ hash: hashMessage("anything") });
    expect(isCanonicalSignature(signature)).to.equal(true);
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const highS = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, "0");
    for (const wrong of [
      `${signature.slice(0, 66)}${highS}${signature.slice(130)}`,
      `${signature.slice(0, 130)}00`,
      `${signature.slice(0, 130)}1d`,
      signature.slice(0, 130),
      `${signature}00`,
      "0x",
      signature.slice(2),
    ])
      expect(isCanonicalSignature(wrong), wrong).to.equal(false);
  });

  it("orders signatures by the number that the address is, not by its text", () => {
    const of = (digit: string) => ({ signer: `0x${digit}${"0".repeat(39)}` as const, signature: "0x" as const });
    const list = [of("b"), of("A"), of("9"), of("C")];
    expect(ascending(list).map(({ signer }) => signer[2])).to.deep.equal(["9", "A", "b", "C"]);
  });
});
