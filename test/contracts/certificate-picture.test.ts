import { expect } from "chai";
import type { Page } from "playwright-core";

import { aBrowser, openPage } from "../helpers/chromium.ts";
import { deployRegistry } from "../helpers/registry.ts";
import type { Registry } from "../helpers/registry.ts";
import { skipWithout } from "../helpers/skip-without.ts";
import { wellFormed } from "../helpers/well-formed.ts";

/** Inside the frame's stroke: x 24 to 776, 3 wide (CertificatePicture). */
const FRAME = { left: 25.5, right: 774.5 };

/** As many repetitions as fit the bytes that a text may have. */
const filling = (text: string, bytes: number): string => text.repeat(Math.floor(bytes / Buffer.byteLength(text)));

/** What holders write, and what nobody should. */
const WORDS: Readonly<Record<string, string>> = {
  "42 Japanese characters": "森林を守る事業で発行された炭素排出枠を当社の顧客の皆様のために無効化いたしました。",
  "CJK punctuation": "「炭素」、（水田）。",
  "fullwidth Latin": "ＷＩＤＥ",
  "halfwidth kana": "ﾊﾝｶｸｶﾅ",
  emoji: "🌳🔥",
  "joined emoji": "👩🏽‍🌾👨‍👩‍👧‍👦",
  flags: "🇻🇳🇯🇵",
  Arabic: "نيابة عن عملائنا ",
  Vietnamese: "Ngân hàng Nông nghiệp ",
  "a long word": "WWWWMMMM@@@@",
  "a long name": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  "stacked marks": `Z${"\u0335\u0321\u034e".repeat(8)}`,
  "the widest glyph": "﷽",
  "words of everyday": "Our customers and all who work with them ",
};

describe("the picture of a certificate", function () {
  this.timeout(120_000);
  let registry: Registry;

  before(async () => {
    registry = await deployRegistry();
  });

  const svgOf = async (beneficiary: string, message: string): Promise<string> => {
    const { certificates } = registry.contracts;
    const { viem } = registry.connection;
    const renderer = await viem.getContractAt("CertificateRenderer", await certificates.read.renderer());
    const picture = await viem.getContractAt("CertificatePicture", await renderer.read.picture());
    const retiree = registry.wallet.buyer.account.address;
    const record = {
      retiree,
      recipient: retiree,
      retiredAt: 1_800_000_000,
      purpose: 0,
      lots: [],
      beneficiary,
      message,
    };
    return picture.read.svg([1n, record, 1_000n, 0, []]);
  };

  for (const [name, text] of Object.entries(WORDS))
    it(`keeps ${name} within well-formed lines`, async () => {
      const svg = await svgOf(filling(text, 128) || text.slice(0, 40), filling(text, 280));
      expect(wellFormed(svg)[0]!.name).to.equal("svg");
      // No line is empty, and none begins with what may not begin one.
      for (const [, line] of svg.matchAll(/<text x="0"[^>]*>([^<]*)<\/text>/g))
        expect(line, name).to.match(/^[^ 、。，．」』）ーっゃゅょ\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]/u);
    });

  describe("in a browser", () => {
    let page: Page;
    let close: (() => Promise<void>) | undefined;
    before(async function () {
      skipWithout(this, aBrowser);
      ({ page, close } = await openPage("data:text/html,<meta charset=utf-8>"));
      // What compiles the tests names functions by a helper that a page does not have.
      await page.evaluate("globalThis.__name = (named) => named");
    });
    after(() => close?.());

    /** Right ends of the strangers' lines, as the browser lays them out, and whether any ink is beyond the frame. */
    const drawn = (svg: string) =>
      page.evaluate(async (source: string) => {
        document.body.innerHTML = source;
        const lines = [...document.querySelectorAll<SVGTextElement>("svg svg text")];
        const widths = lines.map((line) => line.getComputedTextLength());
        const image = new Image();
        image.src = `data:image/svg+xml;base64,${btoa(String.fromCodePoint(...new TextEncoder().encode(source)))}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [800, 1000];
        const context = canvas.getContext("2d")!;
        context.drawImage(image, 0, 0);
        const inked = (left: number, width: number, top = 0, height = 1000): number => {
          const { data } = context.getImageData(left, top, width, height);
          const ground = data.slice(0, 3).join();
          let count = 0;
          for (let i = 0; i < data.length; i += 4) if (data.slice(i, i + 3).join() !== ground) ++count;
          return count;
        };
        return { widths, margins: [inked(0, 20), inked(780, 20), inked(30, 24, 60, 880), inked(746, 24, 60, 880)] };
      }, svg);

    for (const [name, text] of Object.entries(WORDS))
      it(`no glyph of ${name} leaves the frame`, async () => {
        const { widths, margins } = await drawn(
          await svgOf(filling(text, 128) || text.slice(0, 40), filling(text, 280)),
        );
        // Outside the frame, and between it and the text.
        expect(margins, name).to.deep.equal([0, 0, 0, 0]);
        // What the widths are reckoned for fits; a font may hold glyphs that are wider than any rule knows.
        if (!["the widest glyph", "stacked marks"].includes(name))
          for (const width of widths) expect(width, name).to.be.at.most(FRAME.right - 60);
      });
  });
});
