import * as z from "zod";

import { PURPOSES } from "../../oracle/chain/actions/retire-credits.ts";
import { CONDITIONS } from "../../oracle/chain/conditions.ts";
import { POOLS } from "../../oracle/chain/pools.ts";
import { UNIT_KINDS } from "../../oracle/chain/unit-kinds.ts";
import { address, cid, digest, instant, kg, number, span, whole } from "../http/fields.ts";

/** What others ask of a certificate and no contract here holds: it is said to be absent, and never made up. */
export const NOT_RECORDED = "not recorded";
const notRecorded = z.literal(NOT_RECORDED);
/** An endpoint that keeps no old state can not tell how things stood. */
export const NOT_TOLD = "not told by this endpoint";

export const REQUIREMENTS = ["real", "additional", "measurable", "verified", "permanent", "unique"] as const;
export const WAYS = ["own call", "approved account", "signature", "another contract"] as const;
/** ESRS E1-7 asks of a removal where the carbon goes. */
export const SINKS = ["biogenic", "technological"] as const;

const label = z
  .strictObject({
    block: whole,
    condition: z.enum(CONDITIONS),
    met: z
      .array(z.enum(REQUIREMENTS))
      .meta({ description: "ICROA's requirements that the contracts' state met at that block" }),
  })
  .meta({ id: "CertificateLabel" });

export const lot = z
  .strictObject({
    kg,
    batchId: number,
    serialFirst: whole,
    serialLast: whole,
    vintage: span,
    project: z.strictObject({
      id: number,
      name: notRecorded.meta({ description: "Contracts hold no name of a project" }),
      hostCountry: z.string(),
      programmeReference: z.string(),
      pool: z.enum(POOLS),
      owner: address,
    }),
    methodology: z.strictObject({ id: z.int(), name: z.string(), version: z.string() }),
    kind: z.enum(UNIT_KINDS),
    sink: z.enum(SINKS).nullable().meta({ description: "Of a removal: where the carbon went (ESRS E1-7)" }),
    report: z.strictObject({
      id: digest,
      evidence: cid,
      measuredKg: kg,
      halfWidthKg: kg.meta({ description: "Of the 90 % interval" }),
      netKg: kg,
      signed: z.int(),
      operators: z.int(),
      quorum: z.int(),
      verifier: address,
    }),
    durability: z.strictObject({
      reversible: z.boolean(),
      watchedUntil: instant.nullable().meta({ description: "None where nothing can be lost again" }),
      compensatedBy: address.nullable().meta({ description: "The buffer pool, where there is something to lose" }),
      bufferedKg: kg.meta({ description: "What it holds for all projects that count the same pool" }),
      lostKg: kg.meta({ description: "Of the project's reversible credits" }),
      deficitKg: kg.meta({ description: "What of that nobody has met" }),
    }),
    authorisation: z
      .strictObject({ hostCountry: notRecorded, correspondingAdjustment: notRecorded, says: z.string() })
      .meta({ description: "Article 6 of the Paris Agreement" }),
    labels: z.strictObject({
      then: z.union([label, z.literal(NOT_TOLD)]).meta({ description: "In the block of the retirement" }),
      now: label,
    }),
  })
  .meta({ id: "CertificateLot" });

export const document = z
  .strictObject({
    "@context": z.strictObject({ "@vocab": z.string() }),
    "@id": z.string().meta({ description: "The certificate on its chain, whatever server is asked (CAIP-19)" }),
    "@type": z.literal("RetirementCertificate"),
    number,
    address: z.string().meta({ description: "Where it is found for good: at this server, or else its CAIP-19 name" }),
    says: z.string(),
    kg,
    tonnes: z.string(),
    purpose: z.enum(PURPOSES),
    message: z.string(),
    beneficiary: z.strictObject({
      name: z.string().meta({ description: "The retiree's word; nobody has checked it" }),
      legalId: notRecorded,
      webDomain: notRecorded,
      country: notRecorded,
    }),
    reportingYear: notRecorded,
    parties: z.strictObject({
      retiree: address.meta({ description: "Whose credits they were" }),
      recipient: address.meta({ description: "Who holds the certificate" }),
      way: z.enum(WAYS).meta({ description: "How the retiree had its credits retired" }),
      signer: z.union([address, notRecorded]).meta({ description: "Who signed for it" }),
      payer: address.meta({ description: "Who sent the transaction, and paid for it" }),
    }),
    retiredAt: instant,
    block: z.strictObject({ number: whole, hash: digest }),
    transaction: digest,
    transactionAddress: z.string().meta({ description: "Where all that the transaction did is told" }),
    chainId: z.int(),
    contract: address,
    finality: z.enum(["final", "pending"]),
    asOf: z.strictObject({ block: whole, hash: digest, at: instant }),
    lots: z.array(lot),
    mayBeSaid: z.string(),
    limits: z.array(z.string()),
  })
  .meta({ id: "CertificateDocument" });

export type CertificateDocument = z.output<typeof document>;
export type CertificateLot = z.output<typeof lot>;
