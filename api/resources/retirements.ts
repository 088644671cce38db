import { getAddress } from "viem";
import * as z from "zod";

import { PURPOSES } from "../../oracle/chain/actions/retire-credits.ts";
import { address, digest, instant, instantOf, kg, number } from "../http/fields.ts";
import { listRoute } from "../http/list.ts";
import { inPages } from "./in-pages.ts";
import { self } from "./shapes.ts";
import { wordOf } from "./words.ts";

const retirement = z
  .strictObject({
    certificateId: number,
    self,
    kg,
    beneficiary: z.string(),
    message: z.string(),
    purpose: z.enum(PURPOSES),
    retiree: address,
    recipient: address,
    retiredAt: instant,
    transaction: digest,
  })
  .meta({ id: "Retirement" });
export type Retirement = z.output<typeof retirement>;

export const retirementsRoute = listRoute({
  path: "/v1/retirements",
  tag: "certificates",
  summary: "Retirements, oldest first",
  filters: { retiree: address.optional(), recipient: address.optional(), project: number.optional() },
  item: retirement,
  key: ["whole"],
  rows: ({ filters: { retiree, recipient, project } }, page, { trx }) =>
    trx
      .selectFrom("certificates")
      .innerJoin("logs", (join) =>
        join.onRef("logs.certificate_id", "=", "certificates.id").on("logs.event", "=", "CreditsRetired"),
      )
      .innerJoin("blocks", "blocks.number", "logs.block_number")
      .selectAll("certificates")
      .select(["logs.transaction_hash as transaction", "blocks.timestamp as retired"])
      .$if(retiree !== undefined, (query) => query.where("retiree", "=", getAddress(retiree!)))
      .$if(recipient !== undefined, (query) => query.where("recipient", "=", getAddress(recipient!)))
      .$if(project !== undefined, (query) =>
        query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom("lots")
              .innerJoin("batches", "batches.id", "lots.batch_id")
              .select("lots.batch_id")
              .whereRef("lots.certificate_id", "=", "certificates.id")
              .where("batches.project_id", "=", project!),
          ),
        ),
      )
      .$call((query) => inPages(query, ["certificates.id"], page))
      .execute(),
  keyOf: ({ id }) => [id],
  view: ({ id, record, retiree, recipient, transaction, retired }) => ({
    certificateId: id,
    self: `/v1/certificates/${id}`,
    kg: `${record.lots.reduce((sum, { amountKg }) => sum + BigInt(amountKg), 0n)}`,
    beneficiary: record.beneficiary,
    message: record.message,
    purpose: wordOf(PURPOSES, record.purpose),
    retiree,
    recipient,
    retiredAt: instantOf(retired),
    transaction,
  }),
});
