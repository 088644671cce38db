import type { Abi, Address, ContractFunctionName, ContractFunctionReturnType, Hex } from "viem";

import type {
  bufferPoolAbi,
  carbonCreditAbi,
  methodologyRegistryAbi,
  permanenceMonitorAbi,
  projectRegistryAbi,
  retirementCertificateAbi,
  verificationOracleAbi,
} from "../../../contracts/abi/index.ts";
import type { Block } from "../../core/ground/types.ts";
import type { LogOf } from "./log.ts";

type View<A extends Abi, N extends ContractFunctionName<A, "view">> = ContractFunctionReturnType<A, "view", N>;

/** What `MethodologyRegistry.get` tells, whether it is active, and whether it is closed to new projects. */
export type MethodologyRecord = View<typeof methodologyRegistryAbi, "get"> & {
  readonly active: boolean;
  readonly closed: boolean;
};

/** Scope and end (Unix seconds) of an accreditation. */
export type Accreditation = { readonly poolsBitmap: number; readonly until: number };

/** Another programme: its name, and the digest of the document by which its writing is read as numbers. */
export type ProgrammeRecord = { readonly name: string; readonly reading: Hex };

/** Serials of another programme's series, by their numbers, first to last, both included. */
export type ExternalSerials = {
  readonly programme: number;
  /** 0 where the programme counts all its units through. */
  readonly series: bigint;
  readonly first: bigint;
  readonly last: bigint;
};

/** What `ProjectRegistry.get`, `designs`, `offeredTo` and `endingOf` (where one was announced) tell, who validated the project, and the serials that it stated. */
export type ProjectRecord = View<typeof projectRegistryAbi, "get"> & {
  readonly validatedBy: Address | undefined;
  readonly offeredTo: Address | undefined;
  readonly externalSerials: readonly ExternalSerials[];
  readonly designs: View<typeof projectRegistryAbi, "designs">;
  readonly ending: View<typeof projectRegistryAbi, "endingOf"> | undefined;
};

/** What one claim took, and the digest that the project's root chains for it. */
export type Segment = { readonly blocks: readonly Block[]; readonly digest: Hex };

/** What `GroundRegistry.groundOf` tells, from the claims themselves. */
export type GroundRecord = {
  readonly root: Hex;
  /** In the order of claiming. */
  readonly segments: readonly Segment[];
  readonly edgeCells: bigint;
  /** Held, in wei. */
  readonly bond: bigint;
};

/** One parent of a pool: its children claimed whole, and its children with anything claimed below them. */
export type GroundWord = { readonly taken: bigint; readonly touched: bigint };

/** Children of one parent with released ground that was credited, by the time until when (Unix seconds). */
export type EarnedLayers = ReadonlyMap<number, bigint>;

/** Released ground of one parent that was credited: children claimed whole, and children with some below them. */
export type EarnedGround = { readonly whole: EarnedLayers; readonly below: EarnedLayers };

/** Operators that are announced, and from when on (Unix seconds) they may take effect. */
export type AnnouncedOperators = {
  /** Ascending. */
  readonly operators: readonly Address[];
  readonly quorum: number;
  readonly effectiveAt: number;
};

/** Operators that took effect. */
export type OperatorSet = AnnouncedOperators & { readonly epoch: number; readonly digest: Hex };

/** What `VerificationOracle.getReport` tells, and what only the event does. */
export type ReportRecord = View<typeof verificationOracleAbi, "getReport"> & {
  readonly groundRoot: Hex;
  readonly operatorSet: Hex;
  /** Unix seconds. */
  readonly expiry: number;
  readonly lossKg: bigint;
  readonly previous: Hex;
  readonly deductionKg: bigint;
  /** What `netLoss` tells. */
  readonly netLossKg: bigint;
  /** What of that the permanence monitor counted, once it has. */
  readonly countedKg: bigint | undefined;
  /** Holds the signatures that it was accepted with. */
  readonly transactionHash: Hex;
};

/** What `CarbonCredit.batch` and `reportOf` tell. Amounts in kg. */
export type BatchRecord = View<typeof carbonCreditAbi, "batch"> & { readonly reportId: Hex };

/** What `RetirementCertificate.record` tells, but for the time: no event has it, only the block. */
export type CertificateRecord = Omit<View<typeof retirementCertificateAbi, "record">, "retiredAt"> & {
  readonly retiredInBlock: bigint;
};

/** What `PermanenceMonitor.watch` tells. */
export type WatchRecord = View<typeof permanenceMonitorAbi, "watch">;

/** An alert that was opened, confirmed or dismissed. Confirmed by nobody is confirmed by silence. */
export type AlertRecord = LogOf<"PermanenceMonitor", "AlertConfirmed">["args"]["alert"] & {
  readonly state: "open" | "confirmed" | "dismissed";
  /** Who opened it; none where a quorum confirmed it at once. */
  readonly opener: Address | undefined;
  /** Bitmap of the operators of its set who confirmed it. */
  readonly signedBy: number;
  /** What it adds to the losses of its project, once it is confirmed. */
  readonly countedKg: bigint;
  /** What dismissed it. */
  readonly observationId: Hex | undefined;
};

/** An observation, and the bitmap of the operators of its set who signed it. */
export type ObservationRecord = LogOf<"PermanenceMonitor", "ProjectObserved">["args"]["observation"] & {
  readonly signedBy: number;
};

/** A challenge of a report, and what became of it. */
export type ChallengeRecord = Omit<LogOf<"Disputes", "ReportChallenged">["args"], "challengeId"> & {
  readonly state: "open" | "upheld" | "struck" | "unanswered";
  /** What decided it: the statement's id, its evidence, and the bitmap of the operators of a set who signed it. */
  readonly resolution:
    | (Pick<LogOf<"Disputes", "ChallengeResolved">["args"], "resolutionId" | "evidence" | "resolvedBy"> & {
        readonly epoch: number;
      })
    | undefined;
};

/** What `BufferPool.lossAccount` tells, but for how many batches are emptied. */
export type LossAccount = Omit<View<typeof bufferPoolAbi, "lossAccount">, "emptied">;

/** What `BufferPool.bufferAccount` tells, but for how many batches are emptied. */
export type BufferAccount = Omit<View<typeof bufferPoolAbi, "bufferAccount">, "emptied">;

/** A governed call as it was last announced. Times are Unix seconds. */
export type Announcement = {
  /** How often the call has been announced. */
  readonly nonce: number;
  /** From when on it may be made. */
  readonly readyAt: number;
  readonly caller: Address;
  readonly target: Address;
  readonly data: Hex;
  readonly state: "open" | "made" | "cancelled";
};

/** A role's holder. Times are Unix seconds. */
export type Membership = {
  readonly since: number;
  /** Delay in seconds of all it does in the role, from `delayFrom` on. */
  readonly delay: number;
  readonly delayFrom: number;
};

/**
 * The registry as the logs of its contracts tell it: plain values, keyed as the contracts key them. Amounts are in kg,
 * times in Unix seconds, addresses checksummed.
 *
 * Not here, since no event tells it: what was fixed at deployment (bond rates, life of a draft, addresses), when a
 * retirement happened (but for its block), and an announcement's or draft's expiry, which comes by the
 * clock alone; nor until when a stake is held; nor how far settlement went along its queues. Nor for how long a developer may not claim again what it gave up.
 */
export type Registry = {
  readonly methodologies: ReadonlyMap<number, MethodologyRecord>;
  /** By verifier; those that are suspended are left out. */
  readonly accreditations: ReadonlyMap<Address, Accreditation>;
  readonly developers: ReadonlyMap<number, { readonly legalId: string }>;
  /** By account, the developer that it acts for. */
  readonly developerAccounts: ReadonlyMap<Address, number>;
  /** By account, the developers that it signs nothing for. */
  readonly ties: ReadonlyMap<Address, ReadonlyMap<number, true>>;
  readonly programmes: ReadonlyMap<number, ProgrammeRecord>;
  readonly projects: ReadonlyMap<bigint, ProjectRecord>;
  /** By programme and number, the project that took the reference last, credited or not. */
  readonly references: ReadonlyMap<number, ReadonlyMap<bigint, bigint>>;
  readonly grounds: ReadonlyMap<bigint, GroundRecord>;
  /** By stock (the pool that stands for all of the same carbon) and parent; parents without claims are left out. */
  readonly groundWords: ReadonlyMap<number, ReadonlyMap<bigint, GroundWord>>;
  /** By stock and parent. */
  readonly earnedGround: ReadonlyMap<number, ReadonlyMap<bigint, EarnedGround>>;
  /** By account, bonds that it may withdraw, in wei. */
  readonly bonds: ReadonlyMap<Address, bigint>;
  /** By epoch; the last is in force. */
  readonly operatorSets: ReadonlyMap<number, OperatorSet>;
  /** By the epoch to come. */
  readonly announcedOperators: ReadonlyMap<number, AnnouncedOperators>;
  readonly reports: ReadonlyMap<Hex, ReportRecord>;
  readonly batches: ReadonlyMap<bigint, BatchRecord>;
  /** By batch and holder, in kg; holders with nothing are left out. */
  readonly balances: ReadonlyMap<bigint, ReadonlyMap<Address, bigint>>;
  /** By holder, those who may transfer and retire for it. */
  readonly approvals: ReadonlyMap<Address, ReadonlyMap<Address, true>>;
  /** By holder, whom it named to get certificates of what those retire. */
  readonly recipients: ReadonlyMap<Address, Address>;
  /** By holder, the nonces of signed requests that were submitted or made void. */
  readonly usedNonces: ReadonlyMap<Address, ReadonlyMap<bigint, true>>;
  readonly certificates: ReadonlyMap<bigint, CertificateRecord>;
  /** By project. */
  readonly watches: ReadonlyMap<bigint, WatchRecord>;
  readonly alerts: ReadonlyMap<Hex, AlertRecord>;
  readonly observations: ReadonlyMap<Hex, ObservationRecord>;
  /** By operator and project, until when the operator may open no alert for it, in Unix seconds. */
  readonly rests: ReadonlyMap<Address, ReadonlyMap<bigint, number>>;
  /** By project with reversible credits or losses. */
  readonly lossAccounts: ReadonlyMap<bigint, LossAccount>;
  /** By pool. */
  readonly bufferAccounts: ReadonlyMap<number, BufferAccount>;
  /** By account, what it has at stake, in wei; the contract of disputes holds the bonds of open challenges. */
  readonly stakes: ReadonlyMap<Address, bigint>;
  /** By challenge id. */
  readonly challenges: ReadonlyMap<Hex, ChallengeRecord>;
  /** By the AccessManager's operation id. */
  readonly announcements: ReadonlyMap<Hex, Announcement>;
  /** By role and account. */
  readonly members: ReadonlyMap<bigint, ReadonlyMap<Address, Membership>>;
  /** By target and selector, the role that may call. */
  readonly functionRoles: ReadonlyMap<Address, ReadonlyMap<Hex, bigint>>;
};

/** The registry before its first log. */
export const emptyRegistry: Registry = {
  methodologies: new Map(),
  accreditations: new Map(),
  developers: new Map(),
  developerAccounts: new Map(),
  ties: new Map(),
  programmes: new Map(),
  projects: new Map(),
  references: new Map(),
  grounds: new Map(),
  groundWords: new Map(),
  earnedGround: new Map(),
  bonds: new Map(),
  operatorSets: new Map(),
  announcedOperators: new Map(),
  reports: new Map(),
  batches: new Map(),
  balances: new Map(),
  approvals: new Map(),
  recipients: new Map(),
  usedNonces: new Map(),
  certificates: new Map(),
  watches: new Map(),
  alerts: new Map(),
  observations: new Map(),
  rests: new Map(),
  lossAccounts: new Map(),
  bufferAccounts: new Map(),
  stakes: new Map(),
  challenges: new Map(),
  announcements: new Map(),
  members: new Map(),
  functionRoles: new Map(),
};
