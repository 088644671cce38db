import * as z from "zod";

import { certificatePdf } from "../certificate/pdf.ts";
import { previewHtml, previewPng } from "../certificate/preview.ts";
import { qrSvg } from "../certificate/qr.ts";
import { digest, whole } from "../http/fields.ts";
import { nowRoute, stateRoute } from "../http/route.ts";
import { tokenName } from "../certificate/tell.ts";
import { asOf, documentOf } from "./certificate-document.ts";
import { certificateOf } from "./certificate-facts.ts";
import { byNumber } from "./shapes.ts";

const common = { tag: "certificates", params: byNumber, query: asOf, answer: z.string() };

const certificatePdfRoute = nowRoute({
  ...common,
  path: "/v1/certificates/{id}/document.pdf",
  summary: "A certificate to print and keep: PDF/A-3b with its JSON-LD inside",
  description:
    "The same block gives the same bytes. Characters that its font lacks stand as code points; the JSON has them.",
  media: "application/pdf",
  ask: async ({ params: { id }, query: { block } }, around) => {
    const document = await documentOf(id, block, around);
    return {
      media: "application/pdf",
      content: await certificatePdf(document, JSON.stringify(document)),
      headers: {
        "Content-Disposition": `inline; filename="sixfold-certificate-${id}-block-${document.asOf.block}.pdf"`,
      },
    };
  },
});

const certificatePreviewRoute = nowRoute({
  ...common,
  path: "/v1/certificates/{id}/preview",
  summary: "What is shown where a link to a certificate is shared: HTML with Open Graph's properties",
  description: "Addresses in it are whole where this server was told its own, else relative.",
  media: "text/html",
  ask: async ({ params: { id }, query: { block } }, around) => ({
    media: "text/html",
    content: previewHtml(await documentOf(id, block, around), around.publicUrl ?? ""),
  }),
});

const certificatePreviewPictureRoute = nowRoute({
  ...common,
  path: "/v1/certificates/{id}/preview.png",
  summary: "A certificate at a glance, 1200 x 630",
  media: "image/png",
  ask: async ({ params: { id }, query: { block } }, around) => ({
    media: "image/png",
    content: previewPng(await documentOf(id, block, around)),
  }),
});

const certificateQrRoute = stateRoute({
  path: "/v1/certificates/{id}/qr",
  tag: "certificates",
  summary: "A QR code of where a certificate is found for good",
  params: byNumber,
  answer: z.string(),
  media: "image/svg+xml",
  find: async ({ params: { id } }, { trx }, { chain, publicUrl }) => {
    await certificateOf(trx, id);
    const name = tokenName(chain.chainId, chain.deployment.contracts.RetirementCertificate, id);
    const content = qrSvg(publicUrl === undefined ? name : `${publicUrl}/certificates/${id}`);
    return { media: "image/svg+xml", content };
  },
});

const STATES = ["final", "pending", "reorganised", "unknown"] as const;

const certificateStateRoute = stateRoute({
  path: "/v1/certificates/{id}/state",
  tag: "certificates",
  summary: "Whether a certificate is there, may still go, or was taken back by a reorganisation",
  description:
    "Never 404. Who keeps a certificate keeps its block's hash too and sends it along: a certificate of the same number " +
    "from another block is another certificate.",
  params: byNumber,
  query: z.strictObject({
    block: digest.optional().meta({ description: "Hash of the block in which it was retired, as its document has it" }),
  }),
  answer: z.strictObject({
    state: z.enum(STATES),
    block: z
      .strictObject({ number: whole, hash: digest })
      .nullable()
      .meta({ description: "Of the certificate that has this number now" }),
  }),
  find: async ({ params: { id }, query: { block } }, { trx, head }) => {
    const row = await trx
      .selectFrom("certificates")
      .innerJoin("blocks", "blocks.number", "certificates.block_number")
      .select(["blocks.number", "blocks.hash"])
      .where("certificates.id", "=", id)
      .executeTakeFirst();
    const gone =
      block === undefined || block === row?.hash
        ? undefined
        : await trx
            .selectFrom("replaced")
            .select("seq")
            .where("hash", "=", block as `0x${string}`)
            .executeTakeFirst();
    const isIt = row !== undefined && (block === undefined || block === row.hash);
    const isFinal =
      row !== undefined && head.finalized_number !== null && BigInt(row.number) <= BigInt(head.finalized_number);
    const state: (typeof STATES)[number] =
      gone !== undefined ? "reorganised" : !isIt ? "unknown" : isFinal ? "final" : "pending";
    return { state, block: row === undefined ? null : { number: row.number, hash: row.hash } };
  },
});

/** A certificate in the forms that people share and keep. */
export const certificateForms = [
  certificatePdfRoute,
  certificatePreviewRoute,
  certificatePreviewPictureRoute,
  certificateQrRoute,
  certificateStateRoute,
];
