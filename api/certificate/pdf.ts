import PDFDocument from "pdfkit";

import type { CertificateDocument } from "./fields.ts";
import { drawable, fontFile } from "./fonts.ts";
import type { FontName } from "./fonts.ts";
import { linesOf } from "./lines.ts";
import type { Line } from "./lines.ts";
import { qrCode } from "./qr.ts";

const MARGIN = 48;
const QR_SIDE = 96;
const NAME_WIDTH = 150;
const SIZES = { title: 20, amount: 26, heading: 11, text: 8.5 } as const;
/** Line height of the text's size, and what is left free between lines. */
const GAP = 4;

type Pdf = InstanceType<typeof PDFDocument>;
/** The font that is set, of which pdfkit's types say nothing. */
type Fontkit = { readonly _font: { readonly font: { readonly hasGlyphForCodePoint: (codePoint: number) => boolean } } };

const use = (pdf: Pdf, font: FontName, size: number, text: string): string => {
  pdf.font(font).fontSize(size);
  const { font: set } = (pdf as unknown as Fontkit)._font;
  return drawable(text, (codePoint) => set.hasGlyphForCodePoint(codePoint));
};

const drawQr = (pdf: Pdf, text: string, left: number, top: number): void => {
  const { size, isDark } = qrCode(text);
  const side = QR_SIDE / size;
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      if (isDark(row, column)) pdf.rect(left + column * side, top + row * side, side, side);
  pdf.fill("#000000");
};

const writeLine = (pdf: Pdf, line: Line): void => {
  const width = pdf.page.width - 2 * MARGIN;
  const isHeading = "heading" in line;
  const text = isHeading ? use(pdf, "bold", SIZES.heading, line.heading) : use(pdf, "regular", SIZES.text, line.value);
  const left = isHeading || line.name === "" ? MARGIN : MARGIN + NAME_WIDTH;
  const room = { width: width - (left - MARGIN) };
  const height = pdf.heightOfString(text, room) + GAP;
  if (pdf.y + height + (isHeading ? 3 * height : 0) > pdf.page.height - MARGIN) pdf.addPage();
  const top = pdf.y + (isHeading ? GAP : 0);
  if (left > MARGIN && !isHeading) pdf.text(line.name, MARGIN, top, { width: NAME_WIDTH - GAP, lineBreak: false });
  pdf.text(text, left, top, room);
  pdf.y = top + height;
};

/** What no spec field of pdfkit's can be left to the clock. */
const info = (document: CertificateDocument) => {
  const at = new Date(document.asOf.at);
  const Title = `Retirement certificate ${document.number} on chain ${document.chainId}, as of block ${document.asOf.block}`;
  return { Title, Subject: document["@id"], Creator: "Sixfold", Producer: "Sixfold", CreationDate: at, ModDate: at };
};

/**
 * A certificate as PDF/A-3b (ISO 19005-3) with its JSON inside: equal documents give equal bytes.
 * @param json the document as it is served, byte for byte.
 */
export const certificatePdf = (document: CertificateDocument, json: string): Promise<Buffer> => {
  const date = new Date(document.asOf.at);
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    pdfVersion: "1.7",
    subset: "PDF/A-3b",
    lang: "en",
    displayTitle: true,
    info: info(document),
    autoFirstPage: false,
  } as PDFKit.PDFDocumentOptions);
  for (const name of ["regular", "bold"] as const) pdf.registerFont(name, fontFile(name));
  pdf.addPage();
  drawQr(pdf, document.address, pdf.page.width - MARGIN - QR_SIDE, MARGIN);
  const width = { width: pdf.page.width - 3 * MARGIN - QR_SIDE };
  pdf.text(use(pdf, "bold", SIZES.title, "Retirement certificate 無効化証明書"), MARGIN, MARGIN, width);
  pdf.text(use(pdf, "bold", SIZES.amount, `${document.tonnes} t CO2e`), width);
  pdf.text(use(pdf, "regular", SIZES.heading, document.says), width);
  pdf.text(use(pdf, "regular", SIZES.text, document.address), { ...width, lineGap: GAP });
  pdf.y = Math.max(pdf.y, MARGIN + QR_SIDE) + 2 * GAP;
  for (const line of linesOf(document)) writeLine(pdf, line);
  pdf.file(Buffer.from(json), {
    name: `certificate-${document.number}.jsonld`,
    type: "application/ld+json",
    description: "The same certificate, as JSON",
    relationship: "Data",
    creationDate: date,
    modifiedDate: date,
  } as PDFKit.Mixins.PDFAttachmentOptions);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    pdf.on("data", (part: Buffer) => parts.push(part));
    pdf.once("error", reject);
    pdf.once("end", () => resolve(Buffer.concat(parts)));
    pdf.end();
  });
};
