import type { ColumnType, Generated, Kysely, Transaction } from "kysely";
import type { Hex } from "viem";

import type {
  AlertRecord,
  BufferAccount,
  CertificateRecord,
  ChallengeRecord,
  GroundRecord,
  LossAccount,
  MethodologyRecord,
  ObservationRecord,
  OperatorSet,
  ProjectRecord,
  ReportRecord,
  WatchRecord,
} from "../../oracle/chain/fold/registry.ts";
import type { Plain } from "./plain.ts";

/** An integer of any size: `numeric` in SQL, a decimal string as it is read, on every database alike. */
export type Whole = string;

/** A document kept as `json`, not `jsonb`: the latter refuses U+0000, which a beneficiary's name can hold. */
type Document<T> = ColumnType<Plain<T>, string, string>;

/**
 * How far the chain was read: one row. The *state* is the block of the last log: all other rows are a function of it,
 * whatever empty blocks follow.
 */
export type HeadTable = {
  /** Always 1. */
  id: number;
  /** Chain and contracts that the rows are of. */
  deployment: string;
  block_number: Whole;
  block_hash: Hex;
  /** Index of the last log in that block, -1 for none. */
  log_index: number;
  state_number: Whole;
  state_hash: Hex;
  /** Index of the last log in that block: an endpoint may tell of a block bit by bit. -1 before the first. */
  state_index: number;
  /** The newest block that the chain calls final, where its endpoint says so. */
  finalized_number: Whole | null;
};

export type Head = Readonly<HeadTable>;

/** The tables. State is a function of `logs`; amounts are kilograms, times Unix seconds. */
export type Database = {
  head: HeadTable;
  /** Blocks that hold logs. */
  blocks: { number: Whole; hash: Hex; timestamp: Whole };
  logs: {
    block_number: Whole;
    log_index: number;
    transaction_hash: Hex;
    contract: string;
    event: string;
    /** What the log is about, where an argument of that name says so. */
    project_id: Whole | null;
    batch_id: Whole | null;
    certificate_id: Whole | null;
    /** A report's, alert's or observation's id. */
    statement_id: Hex | null;
    args: Document<Readonly<Record<string, unknown>>>;
  };
  /** Reorganisations, in the order of noticing: the last block that stayed. */
  forks: { seq: Generated<number>; number: Whole };
  /** Blocks with logs that a reorganisation took away. */
  replaced: { hash: Hex; seq: number };

  methodologies: { id: number; name: string; record: Document<MethodologyRecord> };
  projects: {
    id: Whole;
    owner: string;
    status: number;
    methodology_id: number;
    pool: number;
    host_country: string;
    programme_reference: string;
    record: Document<ProjectRecord>;
  };
  grounds: { project_id: Whole; record: Document<Omit<GroundRecord, "segments">> };
  /** Blocks of ground that are held, by the pool that stands for all of the same carbon. */
  claims: { project_id: Whole; segment: number; cell: Whole; bits: Whole; stock: number };
  /** Released ground that was credited, by its children claimed whole, until a time. */
  earned: { stock: number; cell: Whole; until: Whole; bits: Whole };
  reports: {
    id: Hex;
    project_id: Whole;
    state: number;
    period_start: Whole;
    /** Of the operators that signed. */
    epoch: number;
    evidence: Hex;
    record: Document<ReportRecord>;
  };
  batches: {
    id: Whole;
    project_id: Whole;
    report_id: Hex;
    issued_kg: Whole;
    buffered_kg: Whole;
    retired_kg: Whole;
    cancelled_kg: Whole;
  };
  balances: { batch_id: Whole; holder: string; kg: Whole };
  certificates: {
    id: Whole;
    retiree: string;
    recipient: string;
    beneficiary: string;
    block_number: Whole;
    record: Document<CertificateRecord>;
  };
  /** Serials that were retired. */
  lots: { certificate_id: Whole; batch_id: Whole; serial_start: Whole; amount_kg: Whole };
  watches: { project_id: Whole; record: Document<WatchRecord> };
  alerts: {
    id: Hex;
    project_id: Whole;
    state: string;
    evidence: Hex;
    /** Digest of the set whose operators sign, as `operator_sets` has it. */
    operator_set: Hex;
    record: Document<AlertRecord>;
  };
  observations: {
    id: Hex;
    project_id: Whole;
    evidence: Hex;
    operator_set: Hex;
    record: Document<ObservationRecord>;
  };
  loss_accounts: { project_id: Whole; record: Document<LossAccount> };
  buffer_accounts: { pool: number; record: Document<BufferAccount> };
  challenges: {
    id: Hex;
    report_id: Hex;
    state: string;
    /** Of the operators that decided; 0 where nobody has. */
    epoch: number;
    record: Document<ChallengeRecord>;
  };
  stakes: { account: string; amount_wei: Whole };
  operator_sets: { epoch: number; digest: Hex; record: Document<OperatorSet> };
};

export type Db = Kysely<Database>;
/** All questions of a transaction go through it: PGlite has one connection, and another question would wait for ever. */
export type Trx = Transaction<Database>;
