import * as z from "zod";

import { address, digest, kg, number, whole } from "../http/fields.ts";
import { stateRoute } from "../http/route.ts";

/** Batches that are named where they do not add up. */
const MOST_NAMED = 20;

const supply = z.strictObject({
  issuedKg: kg,
  circulatingKg: kg,
  bufferedKg: kg,
  retiredKg: kg,
  cancelledKg: kg,
  heldKg: kg.meta({ description: "The sum of all balances: circulating and buffered" }),
  heldByBufferKg: kg.meta({ description: "The buffer pool's own balances" }),
  batches: whole,
  addsUp: z.boolean(),
  batchesThatDoNot: z.array(number),
  block: z.strictObject({ number: whole, hash: digest }),
  chainId: z.int(),
  contract: address,
  bufferPool: address,
});
export type Supply = z.output<typeof supply>;

export const supplyRoute = stateRoute({
  path: "/v1/supply",
  tag: "supply",
  summary: "Whether every kilogram adds up: issued = circulating + buffered + retired + cancelled (L6)",
  description:
    "Two accounts that are folded from different events: what batches say was issued and spent, and what holders have. " +
    "Ask the same of the contract at the same block: `batch(id)` and `balanceOf(holder, id)`.",
  answer: supply,
  find: async (_, { trx, head }, { chain }) => {
    const { CarbonCredit, BufferPool } = chain.deployment.contracts;
    const held = trx
      .selectFrom("balances")
      .select(({ fn }) => ["batch_id", fn.sum<string>("kg").as("kg")])
      .groupBy("batch_id");
    const buffered = trx.selectFrom("balances").select(["batch_id", "kg"]).where("holder", "=", BufferPool);
    const rows = await trx
      .selectFrom("batches")
      .leftJoin(held.as("held"), "held.batch_id", "batches.id")
      .leftJoin(buffered.as("buffer"), "buffer.batch_id", "batches.id")
      .selectAll("batches")
      .select(["held.kg as held_kg", "buffer.kg as buffer_kg"])
      .orderBy("batches.id")
      .execute();
    const batches = rows.map(({ id, held_kg, buffer_kg, ...row }) => ({
      id,
      issued: BigInt(row.issued_kg),
      buffered: BigInt(row.buffered_kg),
      retired: BigInt(row.retired_kg),
      cancelled: BigInt(row.cancelled_kg),
      held: BigInt(held_kg ?? "0"),
      buffer: BigInt(buffer_kg ?? "0"),
    }));
    const wrong = batches.filter(
      ({ issued, buffered: inBuffer, retired, cancelled, held: balances, buffer }) =>
        issued !== balances + retired + cancelled || inBuffer !== buffer,
    );
    type Amount = Exclude<keyof (typeof batches)[number], "id">;
    const sum = (amount: Amount): bigint => batches.reduce((total, batch) => total + batch[amount], 0n);
    return {
      issuedKg: `${sum("issued")}`,
      circulatingKg: `${sum("issued") - sum("buffered") - sum("retired") - sum("cancelled")}`,
      bufferedKg: `${sum("buffered")}`,
      retiredKg: `${sum("retired")}`,
      cancelledKg: `${sum("cancelled")}`,
      heldKg: `${sum("held")}`,
      heldByBufferKg: `${sum("buffer")}`,
      batches: `${batches.length}`,
      addsUp: wrong.length === 0,
      batchesThatDoNot: wrong.slice(0, MOST_NAMED).map(({ id }) => id),
      block: { number: head.state_number, hash: head.state_hash },
      chainId: chain.chainId,
      contract: CarbonCredit,
      bufferPool: BufferPool,
    };
  },
});
