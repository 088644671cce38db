import { GLYPH_DESCENT, GLYPH_HEIGHT, GLYPH_WIDTH, isInk } from "../../oracle/core/picture/font.ts";
import { INK, PALETTE } from "../../oracle/core/picture/palette.ts";
import { blankPicture, fill } from "../../oracle/core/picture/picture.ts";
import type { Picture } from "../../oracle/core/picture/picture.ts";
import { writePng } from "../../oracle/core/picture/write-png.ts";
import type { CertificateDocument } from "./fields.ts";
import { qrCode } from "./qr.ts";

/** What networks show beside a link is cut to 1.91 : 1. */
const [WIDTH, HEIGHT, MARGIN] = [1_200, 630, 60];
const QR_PX = 300;

const writeLarge = (picture: Picture, top: number, text: string, px: number): void =>
  [...text].forEach((letter, place) => {
    for (let row = 0; row < GLYPH_HEIGHT + GLYPH_DESCENT; row += 1)
      for (let col = 0; col < GLYPH_WIDTH; col += 1)
        if (isInk(letter, col, row))
          fill(picture, [MARGIN + (place * (GLYPH_WIDTH + 1) + col) * px, top + row * px, px, px], INK);
  });

/** A certificate in a glance: amount, number, chain, and the code that leads to it. PNG of 1200 x 630. */
export const previewPng = ({ tonnes, number, chainId, address }: CertificateDocument): Uint8Array => {
  const picture = blankPicture(WIDTH, HEIGHT);
  const amount = `${tonnes} t CO2e`;
  const px = Math.min(9, Math.floor((WIDTH - 2 * MARGIN) / ((GLYPH_WIDTH + 1) * amount.length)));
  writeLarge(picture, MARGIN, amount, px);
  writeLarge(picture, 190, "carbon credits retired", 6);
  writeLarge(picture, 330, `certificate ${number}`, 5);
  writeLarge(picture, 410, `chain ${chainId}`, 5);
  const { size, isDark } = qrCode(address);
  const side = Math.floor(QR_PX / size);
  for (let row = 0; row < size; row += 1)
    for (let col = 0; col < size; col += 1)
      if (isDark(row, col))
        fill(picture, [WIDTH - MARGIN - QR_PX + col * side, HEIGHT - MARGIN - QR_PX + row * side, side, side], INK);
  return writePng(picture, PALETTE);
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)!};`);

/**
 * A document for whatever looks at a link before people do: Open Graph's properties, and the way on.
 * @param base where this server is for everybody.
 */
export const previewHtml = ({ number, tonnes, says, chainId }: CertificateDocument, base: string): string => {
  const title = `${tonnes} t CO2e retired: certificate ${number} on chain ${chainId}`;
  const page = `${base}/certificates/${number}`;
  const properties = {
    "og:type": "website",
    "og:title": title,
    "og:description": says,
    "og:url": page,
    "og:image": `${base}/v1/certificates/${number}/preview.png`,
    "og:image:width": `${WIDTH}`,
    "og:image:height": `${HEIGHT}`,
    "og:image:alt": says,
  };
  const metas = Object.entries(properties).map(
    ([name, content]) => `<meta property="${name}" content="${escaped(content)}">`,
  );
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>` +
    `<meta name="description" content="${escaped(says)}"><meta name="twitter:card" content="summary_large_image">` +
    `${metas.join("")}<link rel="canonical" href="${escaped(page)}">` +
    `<link rel="alternate" type="application/ld+json" href="${escaped(`${base}/v1/certificates/${number}/document`)}">` +
    `</head><body><p>${escaped(says)}</p><p><a href="${escaped(page)}">${escaped(page)}</a></p></body></html>`
  );
};
