import { decodeFunctionData } from "viem";
import type { Transaction } from "viem";
import * as z from "zod";

import { carbonCreditAbi } from "../../contracts/abi/index.ts";
import { PURPOSES } from "../../oracle/chain/actions/retire-credits.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { misnamed, refused } from "../../oracle/core/errors.ts";
import { NOT_RECORDED, document } from "../certificate/fields.ts";
import type { CertificateDocument } from "../certificate/fields.ts";
import { LIMITS, MAY_BE_SAID, sentenceOf, tokenName, tonnesOf } from "../certificate/tell.ts";
import { instantOf, number } from "../http/fields.ts";
import type { Everything } from "../http/route.ts";
import { nowRoute } from "../http/route.ts";
import { withSnapshot } from "../http/snapshot.ts";
import { certificateOf, lotsWithOrigin } from "./certificate-facts.ts";
import type { Certified } from "./certificate-facts.ts";
import { lotDocument } from "./certificate-lots.ts";
import { byNumber } from "./shapes.ts";
import { wordOf } from "./words.ts";

export const asOf = z.strictObject({
  block: number
    .optional()
    .meta({ description: "As of which block, not before the retirement's; the newest where not given" }),
});

const WAY_OF: Readonly<Record<string, CertificateDocument["parties"]["way"]>> = {
  retire: "own call",
  retireMany: "own call",
  retireFrom: "approved account",
  retireBySignature: "signature",
};

/** How the transaction came to retire: what it called, where it called the credits themselves. */
const wayOf = ({ to, input }: Transaction, credits: string): CertificateDocument["parties"]["way"] => {
  if (to?.toLowerCase() !== credits.toLowerCase()) return "another contract";
  const { functionName } = decodeFunctionData({ abi: carbonCreditAbi, data: input });
  return WAY_OF[functionName] ?? "another contract";
};

const partiesOf = (transaction: Transaction, { retiree, recipient }: Certified, credits: string) => {
  const { from: payer } = transaction;
  const way = wayOf(transaction, credits);
  const signer = way === "another contract" ? NOT_RECORDED : way === "signature" ? retiree : payer;
  return { retiree, recipient, way, signer, payer } as CertificateDocument["parties"];
};

/** The block that the document is to be of. @throws SixfoldError `RESOURCE_CERTIFICATE_BLOCK` (usage) */
const blockAt = async ({ chain }: Everything, asked: string | undefined, { block_number }: Certified) => {
  const newest = await onChain("block", () => chain.client.getBlockNumber());
  const wanted = asked === undefined ? newest : BigInt(asked);
  if (wanted < BigInt(block_number) || wanted > newest)
    throw misnamed(
      "RESOURCE_CERTIFICATE_BLOCK",
      "/query/block",
      asked,
      `from ${block_number}, the retirement's, to ${newest}`,
    );
  return onChain("block", () => chain.client.getBlock({ blockNumber: wanted }));
};

/**
 * Everything that is known of a certificate, as of a block: equal for the same block, whenever it is asked for.
 * @throws SixfoldError `RESOURCE_CERTIFICATE_REORGANISED` (check) where the chain no longer has the block that was read.
 */
export const documentOf = async (
  id: string,
  block: string | undefined,
  around: Everything,
): Promise<CertificateDocument> => {
  const { chain, db, publicUrl } = around;
  const { CarbonCredit, RetirementCertificate: contract } = chain.deployment.contracts;
  const { certificate, lots, head } = await withSnapshot(db, async ({ trx, head }) => ({
    certificate: await certificateOf(trx, id),
    lots: await lotsWithOrigin(trx, id),
    head,
  }));
  const at = await blockAt(around, block, certificate);
  const retiredIn = BigInt(certificate.block_number);
  const [transaction, held] = await Promise.all([
    onChain("transaction", () => chain.client.getTransaction({ hash: certificate.transaction })),
    onChain("block", () => chain.client.getBlock({ blockNumber: retiredIn })),
  ]);
  if (held.hash !== certificate.block_hash)
    throw refused(
      "RESOURCE_CERTIFICATE_REORGANISED",
      "block",
      held.hash,
      `the chain still has block ${certificate.block_hash}`,
    );
  const { record, retired } = certificate;
  const kg = `${lots.reduce((sum, { amount_kg }) => sum + BigInt(amount_kg), 0n)}`;
  const name = tokenName(chain.chainId, contract, id);
  const isFinal = head.finalized_number !== null && retiredIn <= BigInt(head.finalized_number);
  return {
    "@context": { "@vocab": "urn:sixfold:certificate#" },
    "@id": name,
    "@type": "RetirementCertificate",
    number: id,
    address: publicUrl === undefined ? name : `${publicUrl}/certificates/${id}`,
    says: sentenceOf({ kg, beneficiary: record.beneficiary }),
    kg,
    tonnes: tonnesOf(kg),
    purpose: wordOf(PURPOSES, record.purpose),
    message: record.message,
    beneficiary: {
      name: record.beneficiary,
      legalId: NOT_RECORDED,
      webDomain: NOT_RECORDED,
      country: NOT_RECORDED,
    },
    reportingYear: NOT_RECORDED,
    parties: partiesOf(transaction, certificate, CarbonCredit),
    retiredAt: instantOf(retired),
    block: { number: certificate.block_number, hash: certificate.block_hash },
    transaction: certificate.transaction,
    transactionAddress: `${publicUrl ?? ""}/v1/history?transaction=${certificate.transaction}`,
    chainId: chain.chainId,
    contract,
    finality: isFinal ? "final" : "pending",
    asOf: { block: `${at.number}`, hash: at.hash, at: instantOf(`${at.timestamp}`) },
    lots: await Promise.all(lots.map((row) => lotDocument(row, { now: at.number, then: retiredIn }, chain))),
    mayBeSaid: MAY_BE_SAID,
    limits: LIMITS,
  };
};

export const certificateDocumentRoute = nowRoute({
  path: "/v1/certificates/{id}/document",
  tag: "certificates",
  summary: "A certificate with everything that a buyer, a rater and an auditor ask of one, as JSON-LD",
  description:
    "How its tonnes fare is asked of the contracts, at the retirement's block and at the block that is asked for. What " +
    "no contract holds reads `not recorded`. The PDF of the same block holds this very JSON.",
  params: byNumber,
  query: asOf,
  answer: document,
  media: "application/ld+json",
  ask: ({ params: { id }, query: { block } }, around) => documentOf(id, block, around),
});
