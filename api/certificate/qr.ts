import QRCode from "qrcode";

/** Error correction M: 15 % of the code may be hidden by a fold or a stain (ISO/IEC 18004). */
const LEVEL = "M";

export type QrCode = { readonly size: number; readonly isDark: (row: number, column: number) => boolean };

export const qrCode = (text: string): QrCode => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: LEVEL });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 };
};

/** Quiet zone that readers need around a code, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as an SVG of one path. */
export const qrSvg = (text: string): string => {
  const { size, isDark } = qrCode(text);
  const dark = Array.from({ length: size * size }, (_, index) => [Math.floor(index / size), index % size] as const)
    .filter(([row, column]) => isDark(row, column))
    .map(([row, column]) => `M${column} ${row}h1v1h-1z`)
    .join("");
  const side = size + 2 * QUIET;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-QUIET} ${-QUIET} ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z"/><path d="${dark}"/></svg>`
  );
};
