import type { EIP1193RequestFn } from "viem";
import * as z from "zod";

import type { Chain } from "../../oracle/chain/connect.ts";
import { onChain } from "../../oracle/chain/errors.ts";
import { digest, whole } from "../http/fields.ts";
import { nowRoute } from "../http/route.ts";
import { withSnapshot } from "../http/snapshot.ts";
import { VERDICTS, compare, verdictOf } from "../witness/compare.ts";
import { certificateFacts, issuanceFacts } from "../witness/facts.ts";
import { hasBlock } from "../witness/witness.ts";
import type { Ask, Block } from "../witness/witness.ts";
import type { Head } from "../store/schema.ts";
import { batchRows } from "./batches.ts";
import { certificateOf } from "./certificate-facts.ts";
import { found } from "./found.ts";
import { byNumber } from "./shapes.ts";

const answer = z
  .strictObject({
    verdict: z.enum(VERDICTS).meta({
      description:
        "Pending: the chain's endpoint does not have the block that was read up to, as after a reorganisation",
    }),
    block: z.strictObject({ number: whole, hash: digest }),
    compared: z
      .array(z.strictObject({ what: z.string(), indexed: z.string(), witnessed: z.string() }))
      .meta({ description: "None while it is pending" }),
  })
  .meta({ id: "Reconciliation" });

type Facts = Readonly<Record<string, string>>;

const askOf =
  ({ client }: Chain): Ask =>
  (method, params) =>
    onChain(method, () => (client.request as EIP1193RequestFn)({ method, params } as never));

const reconcile = async (
  chain: Chain,
  head: Head,
  indexed: Facts,
  witness: (ask: Ask, at: Block) => Promise<Facts>,
) => {
  const [ask, at] = [askOf(chain), { number: BigInt(head.block_number), hash: head.block_hash }];
  const compared = (await hasBlock(ask, at)) ? compare(indexed, await witness(ask, at)) : undefined;
  const block = { number: head.block_number, hash: head.block_hash };
  return { verdict: verdictOf(compared), block, compared: [...(compared ?? [])] };
};

const description =
  "Two witnesses: what was folded from logs by viem, and what the contracts' views and the transaction's receipt say when " +
  "asked by ethers with an ABI of its own, at the same block.";

const batchReconciliationRoute = nowRoute({
  path: "/v1/batches/{id}/reconciliation",
  tag: "reconciliation",
  summary: "Whether a batch is what a second, independent reading of the chain finds",
  description,
  params: byNumber,
  answer,
  ask: async ({ params: { id } }, { db, chain }) => {
    const { row, head } = await withSnapshot(db, async ({ trx, head }) => ({
      row: found(await batchRows(trx).where("batches.id", "=", id).executeTakeFirst(), "batch", id),
      head,
    }));
    const indexed: Facts = {
      reportId: row.report_id,
      issuedKg: row.issued_kg,
      bufferedKg: row.buffered_kg,
      retiredKg: row.retired_kg,
      cancelledKg: row.cancelled_kg,
      issuedAtFirstKg: row.issued_kg,
    };
    const asked = { credits: chain.deployment.contracts.CarbonCredit, batchId: id, transaction: row.transaction };
    return reconcile(chain, head, indexed, (ask, at) => issuanceFacts(ask, at, asked));
  },
});

const certificateReconciliationRoute = nowRoute({
  path: "/v1/certificates/{id}/reconciliation",
  tag: "reconciliation",
  summary: "Whether a certificate is what a second, independent reading of the chain finds",
  description,
  params: byNumber,
  answer,
  ask: async ({ params: { id } }, { db, chain }) => {
    const { row, lots, head } = await withSnapshot(db, async ({ trx, head }) => ({
      row: await certificateOf(trx, id),
      lots: await trx.selectFrom("lots").selectAll().where("certificate_id", "=", id).orderBy("batch_id").execute(),
      head,
    }));
    const text = lots
      .map(({ batch_id, amount_kg, serial_start }) => `${batch_id}:${amount_kg}@${serial_start}`)
      .join(" ");
    const indexed: Facts = {
      retiree: row.retiree,
      recipient: row.recipient,
      retiredAt: row.retired,
      purpose: `${row.record.purpose}`,
      beneficiary: row.record.beneficiary,
      message: row.record.message,
      lots: text,
      totalKg: `${lots.reduce((sum, { amount_kg }) => sum + BigInt(amount_kg), 0n)}`,
      lotsSaid: text,
    };
    const { CarbonCredit: credits, RetirementCertificate: certificates } = chain.deployment.contracts;
    const asked = { credits, certificates, id, transaction: row.transaction };
    return reconcile(chain, head, indexed, (ask, at) => certificateFacts(ask, at, asked));
  },
});

/** Every issuance and certificate, found a second time by another way. */
export const reconciliationRoutes = [batchReconciliationRoute, certificateReconciliationRoute];
