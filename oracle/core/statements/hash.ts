import { hashTypedData, keccak256, stringToBytes } from "viem";
import type { Address, Hex } from "viem";

import { fieldNames } from "./table.ts";
import type { Message, StatementTable } from "./table.ts";

/** EIP-712 domain: one chain and one contract (L3). */
export type Domain = {
  readonly name: string;
  readonly version: string;
  readonly chainId: number;
  readonly verifyingContract: Address;
};

/** The domain of a statement where its contract stands. */
export const domainAt = <M extends Message>(
  { domain }: StatementTable<M>,
  chainId: number,
  verifyingContract: Address,
): Domain => ({ ...domain, chainId, verifyingContract });

type Typed = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;

/** EIP-712 types of a statement, in the order of the struct; without those fields that are left out. */
export const typesOf = <M extends Message>(
  table: StatementTable<M>,
  leftOut: readonly (keyof M & string)[] = [],
): Typed => ({
  [table.name]: fieldNames(table)
    .filter((name) => !leftOut.includes(name))
    .map((name) => ({ name, type: table.fields[name] })),
});

/** The encoded type, as a contract's type hash is taken of: `Report(uint64 projectId,...)`. */
export const encodedType = <M extends Message>(table: StatementTable<M>): string =>
  `${table.name}(${fieldNames(table)
    .map((name) => `${table.fields[name]} ${name}`)
    .join(",")})`;

/** keccak256 of the encoded type: the contract's type hash. */
export const typeHash = <M extends Message>(table: StatementTable<M>): Hex =>
  keccak256(stringToBytes(encodedType(table)));

/** The typed data of a statement, as wallets and `signTypedData` take it. */
export const typedData = <M extends Message>(table: StatementTable<M>, domain: Domain, message: M) => ({
  domain,
  types: typesOf(table),
  primaryType: table.name,
  message,
});

/**
 * EIP-712 digest of a statement: what is signed, and its id on chain.
 * @param leftOut fields that are not to count, where what is wanted is not the id but what it says.
 */
export const digestOf = <M extends Message>(
  table: StatementTable<M>,
  domain: Domain,
  message: M,
  leftOut: readonly (keyof M & string)[] = [],
): Hex => hashTypedData({ ...typedData(table, domain, message), types: typesOf(table, leftOut) });
