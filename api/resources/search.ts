import { getAddress } from "viem";
import * as z from "zod";

import { SixfoldError } from "../../oracle/core/errors.ts";
import { evidenceDigest, parseCid } from "../../oracle/store/cid.ts";
import { stateRoute } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import { self } from "./shapes.ts";

/** Answers of each kind. */
const MOST_OF_A_KIND = 20;

const hit = z
  .strictObject({
    kind: z.enum(["project", "methodology", "report", "alert", "observation", "batch", "certificate", "holding", "serial", "transaction", "evidence"]), // prettier-ignore
    id: z.string(),
    label: z.string(),
    self,
  })
  .meta({ id: "SearchHit" });

export type Hit = z.input<typeof hit>;

const hitOf = (kind: Hit["kind"], id: string | number, label: string, path: string): Hit => ({ kind, id: `${id}`, label, self: path }); // prettier-ignore
const project = (id: string, label: string): Hit => hitOf("project", id, label, `/v1/projects/${id}`);
const certificate = (id: string, label: string): Hit => hitOf("certificate", id, label, `/v1/certificates/${id}`);
const report = (id: string, label: string): Hit => hitOf("report", id, label, `/v1/reports/${id}`);

/** A project, batch or certificate. */
const byNumber = async (trx: Trx, id: string): Promise<readonly Hit[]> => [
  ...(await trx.selectFrom("projects").select(["id", "host_country"]).where("id", "=", id).execute()).map(
    ({ host_country }) => project(id, `Project ${id}, ${host_country}`),
  ),
  ...(await trx.selectFrom("certificates").select("beneficiary").where("id", "=", id).execute()).map(
    ({ beneficiary }) => certificate(id, beneficiary),
  ),
  ...(await trx.selectFrom("batches").select("project_id").where("id", "=", id).execute()).map(({ project_id }) =>
    hitOf("batch", id, `Batch of project ${project_id}`, `/v1/batches/${id}`),
  ),
];

/** A statement, a transaction, or the digest of evidence. */
const byDigest = async (trx: Trx, text: string): Promise<readonly Hit[]> => {
  const id = text as `0x${string}`;
  const reports = await trx.selectFrom("reports").select(["id", "project_id"]).where("id", "=", id).execute();
  const alerts = await trx.selectFrom("alerts").select("project_id").where("id", "=", id).execute();
  const observations = await trx.selectFrom("observations").select("project_id").where("id", "=", id).execute();
  const logs = await trx.selectFrom("logs").select("event").where("transaction_hash", "=", id).limit(1).execute();
  return [
    ...reports.map(({ project_id }) => report(id, `Report on project ${project_id}`)),
    ...alerts.map(({ project_id }) =>
      hitOf("alert", id, `Alert for project ${project_id}`, `/v1/history?statement=${id}`),
    ),
    ...observations.map(({ project_id }) =>
      hitOf("observation", id, `Observation of project ${project_id}`, `/v1/history?statement=${id}`),
    ),
    ...logs.map(({ event }) => hitOf("transaction", id, event, `/v1/history?transaction=${id}`)),
  ];
};

const byAddress = async (trx: Trx, text: string): Promise<readonly Hit[]> => {
  const address = getAddress(text);
  const owned = await trx.selectFrom("projects").select("id").where("owner", "=", address).orderBy("id").limit(MOST_OF_A_KIND).execute(); // prettier-ignore
  const held = await trx.selectFrom("balances").select("batch_id").where("holder", "=", address).limit(1).execute();
  const retired = await trx
    .selectFrom("certificates")
    .select(["id", "beneficiary"])
    .where((eb) => eb.or([eb("retiree", "=", address), eb("recipient", "=", address)]))
    .orderBy("id")
    .limit(MOST_OF_A_KIND)
    .execute();
  return [
    ...owned.map(({ id }) => project(id, `Project ${id}, its owner`)),
    ...held.map(() => hitOf("holding", address, "What it holds", `/v1/holdings/${address}`)),
    ...retired.map(({ id, beneficiary }) => certificate(id, beneficiary)),
  ];
};

const byCid = async (trx: Trx, text: string): Promise<readonly Hit[]> => {
  try {
    const cid = parseCid(text);
    const digest = evidenceDigest(cid);
    const found = await trx.selectFrom("reports").select(["id", "project_id"]).where("evidence", "=", digest).execute();
    const alerts = await trx.selectFrom("alerts").select("id").where("evidence", "=", digest).limit(1).execute();
    const looks = await trx.selectFrom("observations").select("id").where("evidence", "=", digest).limit(1).execute();
    return [
      ...(found.length + alerts.length + looks.length > 0
        ? [hitOf("evidence", cid.toString(), "Evidence", `/v1/evidence/${cid.toString()}`)]
        : []),
      ...found.map(({ id, project_id }) => report(id, `Report on project ${project_id}`)),
    ];
  } catch (error) {
    // Looks like a CID and is none of ours: a word, perhaps.
    if (error instanceof SixfoldError) return [];
    throw error;
  }
};

const bySerial = async (trx: Trx, batch: string, serial: string): Promise<readonly Hit[]> => {
  const found = await trx.selectFrom("batches").select("issued_kg").where("id", "=", batch).executeTakeFirst();
  if (found === undefined || BigInt(serial) >= BigInt(found.issued_kg)) return [];
  return [hitOf("serial", `${batch}/${serial}`, `Kilogram ${serial} of batch ${batch}`, `/v1/batches/${batch}/serials/${serial}`)]; // prettier-ignore
};

const byWords = async (trx: Trx, words: string): Promise<readonly Hit[]> => {
  const pattern = `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const named = await trx
    .selectFrom("projects")
    .select(["id", "programme_reference"])
    .where("programme_reference", "ilike", pattern)
    .orderBy("id")
    .limit(MOST_OF_A_KIND)
    .execute();
  const methods = await trx
    .selectFrom("methodologies")
    .select(["id", "name"])
    .where("name", "ilike", pattern)
    .orderBy("id")
    .limit(MOST_OF_A_KIND)
    .execute();
  const retired = await trx
    .selectFrom("certificates")
    .select(["id", "beneficiary"])
    .where("beneficiary", "ilike", pattern)
    .orderBy("id")
    .limit(MOST_OF_A_KIND)
    .execute();
  return [
    ...named.map(({ id, programme_reference }) => project(id, programme_reference)),
    ...methods.map(({ id, name }) => hitOf("methodology", id, name, `/v1/methodologies/${id}`)),
    ...retired.map(({ id, beneficiary }) => certificate(id, beneficiary)),
  ];
};

/** What a text looks like, and so where it is looked for. */
const look = async (trx: Trx, text: string): Promise<readonly Hit[]> => {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return byDigest(trx, text.toLowerCase());
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return byAddress(trx, text);
  const serial = /^(\d{1,78})[/:#](\d{1,20})$/.exec(text);
  if (serial !== null) return bySerial(trx, serial[1]!, serial[2]!);
  const numbered = /^\d{1,78}$/.test(text) ? await byNumber(trx, text.replace(/^0+(?=\d)/, "")) : [];
  const bundle = /^[a-zA-Z0-9]{46,128}$/.test(text) ? await byCid(trx, text) : [];
  return [...numbered, ...bundle, ...(await byWords(trx, text))];
};

export const searchRoute = stateRoute({
  path: "/v1/search",
  tag: "search",
  summary: "One box for everything: a name, number, id, serial, transaction, CID or address",
  description:
    "A serial is written `batch/serial`. Words are looked for in names of methodologies, references in other programmes " +
    "and beneficiaries, whatever their case.",
  query: z.strictObject({
    q: z
      .string()
      .trim()
      .min(1, "something to look for")
      .max(200, "at most 200 characters")
      .regex(/^[^\0]*$/, "text without U+0000"),
  }),
  answer: z.strictObject({ hits: z.array(hit) }),
  find: async ({ query: { q } }, { trx }) => {
    const hits = await look(trx, q);
    return { hits: [...new Map(hits.map((each) => [each.self, each])).values()] };
  },
});
