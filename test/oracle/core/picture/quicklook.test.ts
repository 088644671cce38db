import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

import { expect } from "chai";

import { GLYPH_DESCENT, GLYPH_HEIGHT, GLYPH_WIDTH, isInk } from "../../../../oracle/core/picture/font.ts";
import { INK, NODATA, NODATA_LINE, PALETTE, rampIndex } from "../../../../oracle/core/picture/palette.ts";
import { quicklook } from "../../../../oracle/core/picture/quicklook.ts";
import { writePng } from "../../../../oracle/core/picture/write-png.ts";
import { layerOf } from "../../../helpers/layers.ts";
import { readPng } from "../../../helpers/read-png.ts";
import type { Png } from "../../../helpers/read-png.ts";

/** Where the map is: inside the frame under title and unit, 16 px from the left. */
const MAP_LEFT = 17;
const MAP_TOP = 69;

const at = ({ width, pixels }: Png, x: number, y: number): number => pixels[y * width + x]!;
const isNodata = (index: number): boolean => index === NODATA || index === NODATA_LINE;

/** Where a line of text stands in a picture, as [x, y]; letters are drawn two pixels to one. */
const findText = (png: Png, text: string): readonly [number, number][] => {
  const ink: [number, number][] = [];
  [...text].forEach((letter, place) => {
    for (let row = 0; row < GLYPH_HEIGHT; row += 1)
      for (let col = 0; col < GLYPH_WIDTH; col += 1)
        if (isInk(letter, col, row))
          for (const [dx, dy] of [
            [0, 0],
            [1, 0],
            [0, 1],
            [1, 1],
          ] as const)
            // prettier-ignore
            ink.push([(place * 6 + col) * 2 + dx, row * 2 + dy]);
  });
  const found: [number, number][] = [];
  for (let y = 0; y + GLYPH_HEIGHT * 2 <= png.height; y += 1)
    for (let x = 0; x + text.length * 12 <= png.width; x += 1)
      if (ink.every(([dx, dy]) => at(png, x + dx, y + dy) === INK)) found.push([x, y]);
  return found;
};

describe("writePng", () => {
  it("holds the pixels, the palette and right checksums", () => {
    const pixels = Uint8Array.from({ length: 2 * 3 }, (_, i) => i);
    const palette = Array.from({ length: 6 }, (_, i) => [i, 2 * i, 255 - i]);
    const bytes = Buffer.from(writePng({ width: 2, height: 3, pixels }, palette));
    expect(bytes.toString("latin1", 1, 4)).to.equal("PNG");
    expect(readPng(bytes)).to.deep.equal({ width: 2, height: 3, palette, pixels });
    for (let start = 8; start < bytes.length;) {
      const end = start + 8 + bytes.readUInt32BE(start);
      expect(bytes.readUInt32BE(end)).to.equal(crc32(bytes.subarray(start + 4, end)));
      start = end + 4;
    }
  });

  it("refuses a wrong length", () => {
    expect(() => writePng({ width: 1, height: 1, pixels: new Uint8Array(5) }, PALETTE)).to.throw("one index per pixel");
  });
});

describe("palette", () => {
  it("rises in lightness, so that it reads in grey", () => {
    // ITU-R BT.709 luma.
    const luma = PALETTE.map(([r, g, b]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!);
    const ramp = luma.slice(rampIndex(0), rampIndex(1) + 1);
    expect(PALETTE).to.have.length(256);
    ramp.slice(1).forEach((value, i) => expect(value).to.be.at.least(ramp[i]! - 0.5));
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
      [6, 7],
    ] as const)
      // prettier-ignore
      expect(luma[rampIndex(b / 7)]! - luma[rampIndex(a / 7)]!).to.be.above(10);
    expect(luma[NODATA]! - luma[rampIndex(1)]!).to.be.above(20);
  });
});

describe("font", () => {
  const drawn = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,-+/%():=_*^²³°µ";
  const shapeOf = (letter: string): string => {
    let shape = "";
    for (let row = 0; row < GLYPH_HEIGHT + GLYPH_DESCENT; row += 1)
      for (let col = 0; col < GLYPH_WIDTH; col += 1) shape += isInk(letter, col, row) ? "#" : ".";
    return shape;
  };

  it("draws every sign in a shape of its own, and a box for what it lacks", () => {
    const shapes = [...drawn].map(shapeOf);
    expect(new Set(shapes).size).to.equal(shapes.length);
    expect(shapes).to.not.include(shapeOf("蟹"));
    expect(shapeOf(" ")).to.not.include("#");
    expect(shapeOf("T").slice(0, 10)).to.equal("#####..#..");
  });
});

describe("quicklook", () => {
  it("shows every value, nodata, name, unit and range of a small layer, magnified", async () => {
    const layer = layerOf([40, 20], (col, row) => (col < 4 ? -1 : 100 + col + row), {
      name: "depth",
      unit: "cm",
      scale: 0.1,
    });
    const png = readPng(await quicklook(layer));
    expect([png.width, png.height]).to.deep.equal([640 + 2 + 32, MAP_TOP + 320 + 1 + 16 + 50 + 20 + 16]);
    for (const [col, row] of [
      [4, 0],
      [17, 9],
      [39, 19],
    ] as const)
      // prettier-ignore
      for (const [dx, dy] of [[0, 0], [15, 15]] as const) // prettier-ignore
        expect(at(png, MAP_LEFT + col * 16 + dx, MAP_TOP + row * 16 + dy), `${col},${row}`).to.equal(
          rampIndex((col + row - 4) / (39 + 19 - 4)),
        );
    for (let x = 0; x < 64; x += 1) expect(isNodata(at(png, MAP_LEFT + x, MAP_TOP + 5))).to.equal(true);
    expect(findText(png, "depth")[0]).to.deep.equal([16, 16]);
    expect(findText(png, "unit: cm")[0]).to.deep.equal([16, 38]);
    for (const text of ["10.4", "13.1", "15.8", "no data"]) expect(findText(png, text), text).to.have.length(1);
  });

  it("shows few values as swatches in ascending order", async () => {
    const png = readPng(await quicklook(layerOf([30, 20], (col) => [7, -1, 300, 9][col % 4]!)));
    const labels = ["7", "9", "300"].map((text) => findText(png, text).at(-1)!);
    expect(new Set(labels.map(([, y]) => y)).size).to.equal(1);
    const swatches = labels.map(([x, y]) => at(png, x - 18, y));
    expect(swatches).to.deep.equal([rampIndex(0), rampIndex(0.5), rampIndex(1)]);
    expect(at(png, MAP_LEFT, MAP_TOP)).to.equal(rampIndex(0));
    expect(at(png, MAP_LEFT + 2 * 21, MAP_TOP)).to.equal(rampIndex(1));
  });

  it("shows every n-th pixel of a large layer, says so, and stays of bounded size", async () => {
    const layer = layerOf([2000, 901], (col, row) => col + 3000 * row);
    const png = readPng(await quicklook(layer));
    expect(Math.max(png.width, png.height)).to.be.at.most(1024);
    const high = 1999 + 3000 * 900;
    for (const [x, y] of [
      [0, 0],
      [5, 7],
      [666, 300],
    ] as const)
      // prettier-ignore
      expect(at(png, MAP_LEFT + x, MAP_TOP + y)).to.equal(rampIndex((3 * x + 9000 * y) / high));
    expect(findText(png, "one pixel of 3 x 3 shown")).to.have.length(1);
  });

  it("is of bounded size whatever the shape, the name and the values", async () => {
    const wide = "a-name-of-a-layer-that-is-longer-than-any-picture-is-wide-".repeat(4);
    for (const [width, height] of [
      [1, 1],
      [1, 5000],
      [5000, 1],
      [897, 896],
      [640, 641],
    ] as const)
      // prettier-ignore
      for (const valueOf of [() => -1, () => 5, (col: number, row: number) => (col + row) % 8, (col: number, row: number) => (col + row) * 400_000 - 2 ** 31]) { // prettier-ignore
        const png = readPng(await quicklook(layerOf([width, height], valueOf, { name: wide, unit: wide, scale: 1e-7 })));
        expect(Math.max(png.width, png.height), `${width} x ${height}`).to.be.at.most(1100);
      }
  });

  it("test_L13_gives_the_same_bytes_on_every_engine", async () => {
    const png = await quicklook(layerOf([120, 80], (col, row) => (col * row) % 97, { nodata: 5 }));
    expect(createHash("sha256").update(png).digest("hex")).to.equal(
      "719b5aba608c4da57ad38cc87a58fe466cdc82cffc67769962f0d63cc79d5147",
    );
  });
});
