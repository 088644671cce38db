import { GLYPH_DESCENT, GLYPH_HEIGHT, GLYPH_WIDTH, isInk } from "./font.ts";

/** One palette index a pixel, row-major. */
export type Picture = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** Picture pixels to a side of a letter's pixel. */
const LETTER_PX = 2;

/** Height of a line of text, without what hangs below it: two letter pixels. */
export const LINE_PX = GLYPH_HEIGHT * LETTER_PX;

export const blankPicture = (width: number, height: number): Picture => ({
  width,
  height,
  pixels: new Uint8Array(width * height),
});

/** Fills a rectangle; what lies outside the picture is cut off. */
export const fill = (
  { width, height, pixels }: Picture,
  [left, top, across, down]: readonly [number, number, number, number],
  colour: number,
): void => {
  const right = Math.min(left + across, width);
  if (left >= right) return;
  for (let y = top; y < Math.min(top + down, height); y += 1) pixels.fill(colour, y * width + left, y * width + right);
};

/** Letters stand one letter's pixel apart. */
export const textWidth = (text: string): number => [...text].length * (GLYPH_WIDTH + 1) * LETTER_PX;

/** Writes one line with its upper left corner at (left, top). */
export const write = (picture: Picture, left: number, top: number, text: string, colour: number): void => {
  [...text].forEach((letter, place) => {
    const start = left + textWidth(letter) * place;
    for (let row = 0; row < GLYPH_HEIGHT + GLYPH_DESCENT; row += 1)
      for (let col = 0; col < GLYPH_WIDTH; col += 1)
        if (isInk(letter, col, row))
          fill(picture, [start + col * LETTER_PX, top + row * LETTER_PX, LETTER_PX, LETTER_PX], colour);
  });
};
