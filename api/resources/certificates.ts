import * as z from "zod";

import { PURPOSES } from "../../oracle/chain/actions/retire-credits.ts";
import { CONDITIONS } from "../../oracle/chain/conditions.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { refused } from "../../oracle/core/errors.ts";
import { address, digest, instant, instantOf, kg, number, span, spanOf, whole } from "../http/fields.ts";
import { nowRoute, stateRoute } from "../http/route.ts";
import type { Surroundings } from "../http/snapshot.ts";
import { certificateOf, lotsOf } from "./certificate-facts.ts";
import { byNumber, evidence, self } from "./shapes.ts";
import { evidenceOf, wordOf } from "./words.ts";

const lot = z
  .strictObject({
    batchId: number,
    projectId: number,
    reportId: digest,
    vintage: span,
    kg,
    serialFirst: whole,
    serialLast: whole,
    evidence,
  })
  .meta({ id: "RetiredLot" });

const certificate = z
  .strictObject({
    id: number,
    self,
    status: z.string().meta({ description: "Where to ask how these tonnes fare today" }),
    picture: z.string().meta({ description: "Where its picture is, as the contract draws it" }),
    kg: kg.meta({ description: "All lots together" }),
    beneficiary: z.string(),
    message: z.string(),
    purpose: z.enum(PURPOSES),
    retiree: address.meta({ description: "Whose credits they were" }),
    recipient: address.meta({ description: "Who holds the certificate; it can not be passed on" }),
    retiredAt: instant,
    block: whole,
    transaction: digest,
    chainId: z.int(),
    contract: address,
    lots: z.array(lot),
  })
  .meta({ id: "Certificate" });
export type Certificate = z.output<typeof certificate>;

type LotRow = Awaited<ReturnType<typeof lotsOf>>[number];

const lotView = (row: LotRow, around: Surroundings): z.input<typeof lot> => ({
  batchId: row.batch_id,
  projectId: row.project,
  reportId: row.report_id,
  vintage: spanOf(row.report.periodStart, row.report.periodEnd),
  kg: row.amount_kg,
  serialFirst: row.serial_start,
  serialLast: `${BigInt(row.serial_start) + BigInt(row.amount_kg) - 1n}`,
  evidence: evidenceOf(row.report.evidence, around),
});

export const certificateRoute = stateRoute({
  path: "/v1/certificates/{id}",
  tag: "certificates",
  summary: "A retirement certificate: who used up which kilograms, for whom",
  params: byNumber,
  answer: certificate,
  find: async ({ params: { id } }, { trx }, around) => {
    const { record, retiree, recipient, block_number, transaction, retired } = await certificateOf(trx, id);
    const lots = await lotsOf(trx, id);
    return {
      id,
      self: `/v1/certificates/${id}`,
      status: `/v1/certificates/${id}/status`,
      picture: `/v1/certificates/${id}/picture`,
      kg: `${lots.reduce((sum, { amount_kg }) => sum + BigInt(amount_kg), 0n)}`,
      beneficiary: record.beneficiary,
      message: record.message,
      purpose: wordOf(PURPOSES, record.purpose),
      retiree,
      recipient,
      retiredAt: instantOf(retired),
      block: block_number,
      transaction,
      chainId: around.chain.chainId,
      contract: around.chain.deployment.contracts.RetirementCertificate,
      lots: lots.map((each) => lotView(each, around)),
    };
  },
});

const status = z.strictObject({ condition: z.enum(CONDITIONS), block: whole, at: instant });
export type CertificateStatus = z.output<typeof status>;

export const certificateStatusRoute = nowRoute({
  path: "/v1/certificates/{id}/status",
  tag: "certificates",
  summary: "How a certificate's tonnes fare today, by the contract's own word",
  description: "Asked of the chain at its newest block: silence and deadlines count without a transaction.",
  params: byNumber,
  answer: status,
  ask: async ({ params: { id } }, { chain }) => {
    const { number: blockNumber, timestamp } = await onChain("block", () => chain.client.getBlock());
    const condition = await onChain("certificate", () =>
      chain.contracts.certificates.read.status([BigInt(id)], { blockNumber }),
    );
    return { condition: wordOf(CONDITIONS, condition), block: `${blockNumber}`, at: instantOf(`${timestamp}`) };
  },
});

const SVG = "image/svg+xml";
/** A picture opened by itself is a document: it may be drawn, and nothing else. */
const PICTURE_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
} as const;

/** What a data URL of some media type holds. @throws SixfoldError `RESOURCE_PICTURE` (check) */
const dataIn = (url: unknown, media: string): string => {
  const head = `data:${media};base64,`;
  if (typeof url !== "string" || !url.startsWith(head))
    throw refused("RESOURCE_PICTURE", "tokenURI", url, `a data URL of ${media} in base64`);
  return Buffer.from(url.slice(head.length), "base64").toString("utf8");
};

/** The picture in what the contract answers as the certificate's URI. */
const pictureIn = (uri: string): string => {
  const { image } = JSON.parse(dataIn(uri, "application/json")) as { image?: unknown };
  return dataIn(image, SVG);
};

export const certificatePictureRoute = nowRoute({
  path: "/v1/certificates/{id}/picture",
  tag: "certificates",
  summary: "A certificate's picture, as the contract draws it today",
  params: byNumber,
  answer: z.string(),
  media: SVG,
  ask: async ({ params: { id } }, { chain }) => {
    const uri = await onChain("certificate", () => chain.contracts.certificates.read.tokenURI([BigInt(id)]));
    return { media: SVG, content: pictureIn(uri), headers: PICTURE_HEADERS };
  },
});
