import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { CID } from "multiformats/cid";
import { create } from "multiformats/hashes/digest";
import { bytesToHex, getContractAddress, hexToBytes, toHex } from "viem";

const { viem } = await network.create();
const mock = await viem.deployContract("LibrariesMock");

const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] => fc.sample(arbitrary, { numRuns: count, seed: 7 });
const clean = async (bytes: Uint8Array): Promise<Uint8Array> => hexToBytes(await mock.read.clean([bytesToHex(bytes)]));
const utf8 = new TextEncoder();

describe("the libraries that show values", () => {
  it("write CIDs as multiformats does", async () => {
    for (const digest of sample(fc.uint8Array({ minLength: 32, maxLength: 32 }), 40))
      for (const codec of [0x55, 0x70])
        expect(await mock.read.cid([toHex(codec), bytesToHex(digest)])).to.equal(
          CID.createV1(codec, create(0x12, digest)).toString(),
        );
  });

  it("write times as RFC 3339", async () => {
    const times = [0, 951_782_400, 951_868_800, 4_107_542_399, 4_107_542_400, 253_402_300_799];
    for (const time of [...times, ...sample(fc.nat(2 ** 31), 60)])
      expect(await mock.read.dateTime([time])).to.equal(new Date(time * 1000).toISOString().replace(".000Z", "Z"));
  });

  it("write tonnes with three decimals", async () => {
    expect(await mock.read.tonnes([0n])).to.equal("0.000");
    expect(await mock.read.tonnes([25_001n])).to.equal("25.001");
    expect(await mock.read.tonnes([999n])).to.equal("0.999");
  });

  it("leave valid harmless text as it is", async () => {
    for (const text of ["", "Ngân hàng", "炭素", "👩‍🌾 rice", "a\u{10ffff}".slice(0, 1)])
      expect(new TextDecoder().decode(await clean(utf8.encode(text)))).to.equal(text);
  });

  it("replace every hidden or reordering character", async () => {
    const hidden = [
      0, 0x1f, 0x7f, 0x9f, 0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x202e, 0x2066, 0xfeff, 0xffff, 0xe0041,
    ];
    for (const code of hidden)
      expect(
        new TextDecoder().decode(await clean(utf8.encode(`a${String.fromCodePoint(code)}b`))),
        code.toString(16),
      ).to.equal("a\ufffdb");
  });

  it("turn any bytes into valid UTF-8", async () => {
    const bad = ["80", "c0af", "c3", "e08080", "eda080", "f0808080", "f4908080", "ff", "e28280f09f", "e2c328"];
    for (const bytes of [
      ...bad.map((hex) => hexToBytes(`0x${hex}`)),
      ...sample(fc.uint8Array({ maxLength: 40 }), 60),
    ]) {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await clean(bytes));
      if (bad.some((hex) => bytesToHex(bytes) === `0x${hex}`)) expect(text).to.include("\ufffd");
    }
  });

  it("escape what means something in XML", async () => {
    expect(await mock.read.xml([`<a b="c" d='e'>&`])).to.equal("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
  });

  it("wrap by widths, between words, and cut with an ellipsis", async () => {
    // An em is 20: three ideographs are 60, and a narrow letter is 13.
    const table: readonly (readonly [text: string, width: bigint, lines: readonly string[]])[] = [
      ["", 60n, []],
      ["   ", 60n, []],
      ["炭素炭素", 60n, ["炭素炭", "素"]],
      ["炭素炭素炭素炭", 60n, ["炭素炭", "素炭…"]],
      ["abcd", 52n, ["abcd"]],
      ["abcde", 52n, ["abcd", "e"]],
      ["abcdefghi", 52n, ["abcd", "ef…"]],
      ["ab cdef", 52n, ["ab ", "cdef"]],
      ["abcd ef", 52n, ["abcd ", "ef"]],
      ["WWW", 40n, ["WW", "W"]],
      ["ﾊﾝｶｸ", 52n, ["ﾊﾝｶｸ"]],
      // No line begins with a closing mark or ends with an opening one.
      ["炭素炭。素", 60n, ["炭素", "炭。素"]],
      ["炭素「炭」", 60n, ["炭素", "「炭」"]],
      ["ローソー", 60n, ["ロー", "ソー"]],
      // What is seen as one character stays one.
      ["e\u0301e\u0301", 13n, ["e\u0301", "e\u0301"]],
      ["👩‍🌾👩‍🌾", 60n, ["👩‍🌾", "👩‍🌾"]],
      ["🇯🇵🌳", 60n, ["🇯🇵", "🌳"]],
    ];
    for (const [text, width, lines] of table)
      expect(await mock.read.wrap([text, width, 2n]), text).to.deep.equal(lines);
  });

  it("wrap any text so that nothing is lost but spaces, and no line is wider than it may be", async () => {
    for (const text of sample(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), 60)) {
      const shown = new TextDecoder().decode(await clean(utf8.encode(text)));
      const lines = await mock.read.wrap([shown, 100n, 300n]);
      expect(lines.join("").replaceAll(" ", "")).to.equal(shown.replaceAll(" ", ""));
      for (const line of lines) expect(await mock.read.wrap([line, 100n, 2n])).to.deep.equal([line.trimStart()]);
    }
  });

  it("tell whether anything of a text is seen", async () => {
    const seen = async (text: string) => mock.read.isVisible([bytesToHex(utf8.encode(text))]);
    for (const text of ["b", " b", "炭", "🌳", "\u0301b", "-", "ع"]) expect(await seen(text), text).to.equal(true);
    for (const text of [
      "",
      " ",
      "\u3000",
      "\u00a0\u2003",
      "\u200b\u200d",
      "\u0301",
      "\u3164",
      "\u2800",
      "\ufe0f",
      "\n",
    ])
      expect(await seen(text), JSON.stringify(text)).to.equal(false);
    expect(await mock.read.isVisible(["0xff80"])).to.equal(false);
  });

  it("find what a contract created by its nonce", async () => {
    const from = mock.address;
    for (const nonce of [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x100n, 0xffffn, 0x10000n, 0xffffffn, 0x1000000n, 2n ** 40n])
      expect((await mock.read.createAddress([from, nonce])).toLowerCase()).to.equal(
        getContractAddress({ from, nonce }).toLowerCase(),
      );
  });
});
