import type { ModelBlock } from "../../helpers/ground-model.ts";
import type { MethodologyId } from "./terms.ts";

/** Everybody who acts or holds something, by a short name. */
export const OWNERS = ["developer", "rival", "buyer"] as const;
export const HOLDERS = [...OWNERS, "stranger"] as const;
export const OPERATORS = ["operator0", "operator1", "operator2", "operator3", "operator4"] as const;
export const SIGNERS = [...OPERATORS, "verifier"] as const;
export type Holder = (typeof HOLDERS)[number];
export type Operator = (typeof OPERATORS)[number];
export type Signer = (typeof SIGNERS)[number];
export type Account = Holder | Signer | "disputes";

export const STATUS = { draft: 1, active: 2, completed: 3, withdrawn: 4 } as const;
export type Status = (typeof STATUS)[keyof typeof STATUS];
export type Ended = typeof STATUS.completed | typeof STATUS.withdrawn;

export type Loss = { readonly spanStart: number; readonly spanEnd: number; readonly lossKg: bigint };

export type Project = {
  readonly id: number;
  owner: Holder;
  developer: number;
  readonly method: MethodologyId;
  readonly edgeLevel: 16 | 20;
  status: Status;
  readonly creditingStart: number;
  readonly creditingEnd: number;
  lastPeriodEnd: number;
  creditedUntil: number;
  draftExpiry: number;
  areaM2: bigint;
  readonly designs: { readonly design: number; readonly committedAt: number }[];
  ending: { readonly into: Ended; readonly from: number; readonly until: number } | undefined;
  offeredTo: Holder | undefined;
  /** Ground, by segment, and the bond for it. */
  readonly segments: (readonly ModelBlock[])[];
  bondWei: bigint;
  bondSince: number;
  prolongations: number;
  /** The account of all reports that stand. */
  grossKg: bigint;
  halfWidthKg: bigint;
  creditedKg: bigint;
  /** Number of the latest report that stands; 0 for none. */
  latest: number;
  /** The watch. */
  alert: number;
  opener: Operator | undefined;
  deadline: number;
  observedUntil: number;
  readonly rests: Map<Operator, number>;
  readonly losses: Loss[];
  /** The buffer's account of it. */
  issuedKg: bigint;
  lostKg: bigint;
  cancelledKg: bigint;
  dueKg: bigint;
  deficitKg: bigint;
  unissuedKg: bigint;
  unissuedUntil: number;
  lossUntil: number;
  readonly queue: bigint[];
  emptied: number;
};

export const REPORT_STATE = { pending: 1, frozen: 2, struck: 3 } as const;

export type Report = {
  readonly number: number;
  readonly projectId: number;
  readonly expiry: number;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly grossKg: bigint;
  readonly halfWidthKg: bigint;
  readonly netKg: bigint;
  readonly bufferKg: bigint;
  readonly lossKg: bigint;
  readonly previous: number;
  readonly creditedBefore: number;
  state: (typeof REPORT_STATE)[keyof typeof REPORT_STATE];
  issuableAt: number;
  held: boolean;
  signed: Operator[];
  counted: boolean;
  rounds: number;
  challenge:
    { readonly by: Holder; readonly openedAt: number; readonly deadline: number; readonly bondWei: bigint } | undefined;
};

export type Alert = Loss & {
  readonly number: number;
  readonly projectId: number;
  readonly expiry: number;
  /** What the ground was when it was stated. */
  readonly ground: string;
  verdict: "none" | "confirmed" | "dismissed";
};

export type Batch = {
  readonly projectId: number;
  readonly periodEnd: number;
  readonly issuedKg: bigint;
  bufferedKg: bigint;
  retiredKg: bigint;
  cancelledKg: bigint;
  readonly balances: Map<Holder, bigint>;
};

export type Certificate = {
  readonly retiree: Holder;
  readonly recipient: Holder;
  readonly retiredAt: number;
  readonly lots: readonly { readonly batchId: bigint; readonly amountKg: bigint; readonly serialStart: bigint }[];
};

export type ClosedCell = { readonly cell: bigint; readonly until: number; readonly developer: number | undefined };

/** All that a registry is, as its laws and interfaces tell it. Times are Unix seconds, amounts kg or wei. */
export type World = {
  now: number;
  readonly projects: Project[];
  readonly reports: Report[];
  readonly alerts: Alert[];
  readonly batches: Map<bigint, Batch>;
  readonly certificates: Certificate[];
  readonly approvals: Set<string>;
  readonly named: Map<Holder, Holder>;
  readonly nonces: Set<string>;
  readonly developers: Map<Holder, number>;
  readonly ties: Set<string>;
  readonly stakes: Map<Account, { amountWei: bigint; heldUntil: number }>;
  readonly bonds: Map<Holder, bigint>;
  burntWei: bigint;
  /** Per carbon stock: each claimed cell with the project that holds it. */
  readonly held: Map<number, Map<bigint, number>>;
  /** Per carbon stock: released cells that earned, and for one developer those that it gave up. */
  readonly closed: Map<number, ClosedCell[]>;
  readonly buffers: Map<
    number,
    { bufferedKg: bigint; dueKg: bigint; deficitKg: bigint; readonly queue: bigint[]; emptied: number }
  >;
};

/** The model refuses a call: with the name of the error that the contracts are to revert with. */
export class Refusal extends Error {
  readonly error: string;
  constructor(error: string) {
    super(error);
    this.error = error;
  }
}

/** Refuses unless a condition holds. */
export function require(condition: boolean, error: string): asserts condition {
  if (!condition) throw new Refusal(error);
}

/** The project with an id that commands took from the world itself. */
export const projectOf = (world: World, id: number): Project => world.projects[id - 1]!;

export const reportOf = (world: World, number: number): Report => world.reports[number - 1]!;
