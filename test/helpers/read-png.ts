import { inflateSync } from "node:zlib";

export type Png = {
  readonly width: number;
  readonly height: number;
  readonly palette: readonly (readonly number[])[];
  /** One palette index a pixel, row-major. */
  readonly pixels: Uint8Array;
};

/** An 8-bit PNG with a palette and no filter, read without the code under test. */
export const readPng = (bytes: Uint8Array): Png => {
  const png = Buffer.from(bytes);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const header = chunks.get("IHDR")!;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if ([...header.subarray(8)].join() !== "8,3,0,0,0") throw new RangeError("not an 8-bit palette");
  const colours = chunks.get("PLTE")!;
  const rows = inflateSync(chunks.get("IDAT")!);
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    if (rows[row * (width + 1)] !== 0) throw new RangeError("filtered");
    pixels.set(rows.subarray(row * (width + 1) + 1, (row + 1) * (width + 1)), row * width);
  }
  return {
    width,
    height,
    palette: Array.from({ length: colours.length / 3 }, (_, i) => [...colours.subarray(3 * i, 3 * i + 3)]),
    pixels,
  };
};
