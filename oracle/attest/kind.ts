import type { Hex } from "viem";
import type * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import type { ContractName } from "../chain/fold/log.ts";
import { digestOf, domainAt } from "../core/statements/hash.ts";
import type { Domain } from "../core/statements/hash.ts";
import type { Message, Role, StatementTable } from "../core/statements/table.ts";
import type { BundleSource } from "../store/bundle-source.ts";

/** Every signature lapses: Unix seconds after which no contract accepts it. */
export type Lapsing = Message & { readonly expiry: number };

/** What a process looks at before it signs: its own reading of the chain, and bundles that it checks itself. */
export type Witness = { readonly chain: Chain; readonly source: BundleSource };

/** What a statement speaks about. One key never says two different things of it. */
export type Subject = {
  /** The thing, such as a project, within the statement's contract. */
  readonly about: string;
  /** Unix seconds, half open; where missing, the statement holds for all time. */
  readonly during?: { readonly start: number; readonly end: number };
};

/**
 * One kind of statement as those who sign and collect it know it: its table, and what is particular to it beyond the
 * bytes.
 */
export type Kind<M extends Lapsing, Basis> = {
  readonly table: StatementTable<M, ContractName>;
  /** What must be handed over for the statement to be examined, such as the root of its evidence. */
  readonly basis: z.ZodType<Basis>;
  /**
   * The one statement of this kind that the witness can stand behind, given what is asked and its basis.
   * @throws SixfoldError when there is none.
   */
  readonly examine: (witness: Witness, asked: M, basis: Basis) => Promise<M>;
  readonly subject: (message: M) => Subject;
  /** How many of each of its table's roles the chain asks for. */
  readonly needed: Readonly<Partial<Record<Role, Needed>>>;
  /** Fields that may be said anew of the same subject: they tell until when and to whom it is said, not what. */
  readonly renewable: readonly (keyof M & string)[];
};

/** How many must sign, as the chain says now. */
export type Needed = (chain: Chain) => Promise<number>;

/** As many operators as the quorum of the set in force. */
export const quorum: Needed = (chain) => onChain("operators", () => chain.contracts.operators.read.quorum());

/** One alone. Whether it may speak, the chain says when the statement comes to it. */
export const one: Needed = () => Promise.resolve(1);

/** The domain of a statement on this chain. */
export const domainOn = <M extends Message>(chain: Chain, table: StatementTable<M, ContractName>): Domain =>
  domainAt(table, chain.chainId, chain.deployment.contracts[table.contract]);

/** The digest of a statement on this chain: its id there. */
export const digestOn = <M extends Message>(chain: Chain, table: StatementTable<M, ContractName>, message: M): Hex =>
  digestOf(table, domainOn(chain, table), message);

/** Where signing processes take requests for a kind of statement. */
export const pathOf = ({ name }: { readonly name: string }): string => `/statements/${name.toLowerCase()}`;
