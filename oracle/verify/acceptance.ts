import type { Hex } from "viem";

import type { SignerSignature } from "../attest/signature.ts";
import type { Chain } from "../chain/connect.ts";
import type { ContractName } from "../chain/fold/log.ts";
import type { Message, Role, StatementTable } from "../core/statements/table.ts";

/** What the chain's logs and transactions tell of a statement that it accepted. */
export type Accepted<M extends Message> = {
  readonly statement: M;
  /** Where operators signed: the digest of the set that they were of, and the bitmap of who did. */
  readonly quorum: { readonly set: Hex; readonly signedBy: number } | undefined;
  /** Undefined where the transaction does not show them, since another contract passed them on. */
  readonly signatures: Readonly<Record<Role, readonly SignerSignature[]>> | undefined;
};

/** How the acceptance of one kind of statement is found. */
export type Acceptance<M extends Message> = {
  readonly table: StatementTable<M, ContractName>;
  /** Undefined where no log tells of it. */
  readonly find: (chain: Chain, id: Hex) => Promise<Accepted<M> | undefined>;
};
