import type { Registry } from "../../oracle/chain/fold/registry.ts";
import { stockOf } from "../../oracle/core/ground/stock.ts";
import { keepable, plainJson } from "./plain.ts";
import type { Database } from "./schema.ts";

type Cell = string | number;
export type Row = Readonly<Record<string, Cell>>;
type TableName = Exclude<keyof Database, "head" | "blocks" | "logs" | "forks" | "replaced">;

/** A SQL table as a function of one table of the fold. */
export type StateTable = {
  readonly name: TableName;
  /** Columns of the primary key. */
  readonly key: readonly string[];
  readonly source: keyof Registry;
  /** The rows of one record. What they take from other tables of the registry never changes once it is there. */
  readonly rowsOf: (key: never, record: never, registry: Registry) => readonly Row[];
};

type KeyOf<S extends keyof Registry> = Registry[S] extends ReadonlyMap<infer K, unknown> ? K : never;
type RecordOf<S extends keyof Registry> = Registry[S] extends ReadonlyMap<unknown, infer V> ? V : never;

const table = <S extends keyof Registry>(
  name: TableName,
  key: readonly string[],
  source: S,
  rowsOf: (key: KeyOf<S>, record: RecordOf<S>, registry: Registry) => readonly Row[],
): StateTable => ({ name, key, source, rowsOf });

/** Host countries are two letters of ISO 3166-1 in two bytes. */
const countryOf = (bytes: string): string => keepable(Buffer.from(bytes.slice(2), "hex").toString("latin1"));

/** A project's reference in another programme, as it is looked for; empty where there is none. */
const referenceOf = (
  { programme, programmeReference }: { readonly programme: number; readonly programmeReference: bigint },
  programmes: Registry["programmes"],
): string => (programme === 0 ? "" : `${programmes.get(programme)!.name} ${programmeReference}`);

/** Every table of state: a new one is an entry here and in a migration. */
export const STATE_TABLES: readonly StateTable[] = [
  table("methodologies", ["id"], "methodologies", (id, record) => [
    { id, name: keepable(record.name), record: plainJson(record) },
  ]),
  table("projects", ["id"], "projects", (id, record, { programmes }) => [
    {
      id: `${id}`,
      owner: record.owner,
      status: record.status,
      methodology_id: record.methodologyId,
      pool: record.pool,
      host_country: countryOf(record.hostCountry),
      programme_reference: keepable(referenceOf(record, programmes)),
      record: plainJson(record),
    },
  ]),
  table("grounds", ["project_id"], "grounds", (id, { segments: _, ...record }) => [
    { project_id: `${id}`, record: plainJson(record) },
  ]),
  table("claims", ["project_id", "segment", "cell"], "grounds", (id, { segments }, { projects }) =>
    segments.flatMap(({ blocks }, segment) =>
      blocks.map(({ cell, bits }) => ({
        project_id: `${id}`,
        segment,
        cell: `${cell}`,
        bits: `${bits}`,
        stock: stockOf(projects.get(id)!.pool),
      })),
    ),
  ),
  table("earned", ["stock", "cell", "until"], "earnedGround", (stock, parents) =>
    [...parents].flatMap(([cell, { whole }]) =>
      [...whole].map(([until, bits]) => ({ stock, cell: `${cell}`, until: `${until}`, bits: `${bits}` })),
    ),
  ),
  table("reports", ["id"], "reports", (id, record) => [
    {
      id,
      project_id: `${record.projectId}`,
      state: record.state,
      period_start: `${record.periodStart}`,
      epoch: record.epoch,
      evidence: record.evidence,
      record: plainJson(record),
    },
  ]),
  table("batches", ["id"], "batches", (id, record, { reports }) => [
    {
      id: `${id}`,
      project_id: `${reports.get(record.reportId)!.projectId}`,
      report_id: record.reportId,
      issued_kg: `${record.issuedKg}`,
      buffered_kg: `${record.bufferedKg}`,
      retired_kg: `${record.retiredKg}`,
      cancelled_kg: `${record.cancelledKg}`,
    },
  ]),
  table("balances", ["batch_id", "holder"], "balances", (id, holders) =>
    [...holders].map(([holder, kg]) => ({ batch_id: `${id}`, holder, kg: `${kg}` })),
  ),
  table("certificates", ["id"], "certificates", (id, record) => [
    {
      id: `${id}`,
      retiree: record.retiree,
      recipient: record.recipient,
      beneficiary: keepable(record.beneficiary),
      block_number: `${record.retiredInBlock}`,
      record: plainJson(record),
    },
  ]),
  table("lots", ["certificate_id", "batch_id", "serial_start"], "certificates", (id, { lots }) =>
    lots.map(({ batchId, serialStart, amountKg }) => ({
      certificate_id: `${id}`,
      batch_id: `${batchId}`,
      serial_start: `${serialStart}`,
      amount_kg: `${amountKg}`,
    })),
  ),
  table("watches", ["project_id"], "watches", (id, record) => [{ project_id: `${id}`, record: plainJson(record) }]),
  table("alerts", ["id"], "alerts", (id, record) => [
    {
      id,
      project_id: `${record.projectId}`,
      state: record.state,
      evidence: record.evidence,
      operator_set: record.operatorSet,
      record: plainJson(record),
    },
  ]),
  table("observations", ["id"], "observations", (id, record) => [
    {
      id,
      project_id: `${record.projectId}`,
      evidence: record.evidence,
      operator_set: record.operatorSet,
      record: plainJson(record),
    },
  ]),
  table("loss_accounts", ["project_id"], "lossAccounts", (id, record) => [
    { project_id: `${id}`, record: plainJson(record) },
  ]),
  table("buffer_accounts", ["pool"], "bufferAccounts", (pool, record) => [{ pool, record: plainJson(record) }]),
  table("challenges", ["id"], "challenges", (id, record) => [
    {
      id,
      report_id: record.reportId,
      state: record.state,
      epoch: record.resolution?.epoch ?? 0,
      record: plainJson(record),
    },
  ]),
  table("stakes", ["account"], "stakes", (account, amountWei) => [{ account, amount_wei: `${amountWei}` }]),
  table("operator_sets", ["epoch"], "operatorSets", (epoch, record) => [
    { epoch, digest: record.digest, record: plainJson(record) },
  ]),
];
