import { hashTypedData, hexToBigInt } from "viem";
import type { Address, Hex, TypedDataDomain } from "viem";
import { z } from "zod";

/**
 * What operators and the verifier sign: one measurement of one project for one period. Kilograms of CO2e, square
 * metres, and Unix seconds. Names, order and widths are those of the `Report` struct in contracts/types.
 */
export type Report = {
  readonly projectId: bigint;
  readonly methodologyId: number;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly measuredKg: bigint;
  readonly baselineKg: bigint;
  readonly leakageKg: bigint;
  readonly halfWidthKg: bigint;
  readonly claimedM2: bigint;
  readonly observedM2: bigint;
  readonly groundRoot: Hex;
  /** sha2-256 digest of the evidence's root CID. */
  readonly evidence: Hex;
  readonly operatorSet: Hex;
  readonly expiry: number;
};

/** A verifier's word, before activation, that boundary, ground and methodology belong together. */
export type Validation = {
  readonly projectId: bigint;
  readonly methodologyId: number;
  readonly boundary: Hex;
  readonly groundRoot: Hex;
  readonly expiry: number;
};

/** EIP-712 types of a report, in the order of the struct. */
export const reportTypes = {
  Report: [
    { name: "projectId", type: "uint64" },
    { name: "methodologyId", type: "uint32" },
    { name: "periodStart", type: "uint40" },
    { name: "periodEnd", type: "uint40" },
    { name: "measuredKg", type: "uint64" },
    { name: "baselineKg", type: "uint64" },
    { name: "leakageKg", type: "uint64" },
    { name: "halfWidthKg", type: "uint64" },
    { name: "claimedM2", type: "uint64" },
    { name: "observedM2", type: "uint64" },
    { name: "groundRoot", type: "bytes32" },
    { name: "evidence", type: "bytes32" },
    { name: "operatorSet", type: "bytes32" },
    { name: "expiry", type: "uint40" },
  ],
} as const;

/** EIP-712 types of a validation. */
export const validationTypes = {
  Validation: [
    { name: "projectId", type: "uint64" },
    { name: "methodologyId", type: "uint32" },
    { name: "boundary", type: "bytes32" },
    { name: "groundRoot", type: "bytes32" },
    { name: "expiry", type: "uint40" },
  ],
} as const;

/** Reports are bound to one chain and one VerificationOracle (L3). */
export const reportDomain = (chainId: number, oracle: Address): TypedDataDomain => ({
  name: "Sixfold VerificationOracle",
  version: "1",
  chainId,
  verifyingContract: oracle,
});

/** Validations are bound to one chain and one ProjectRegistry. */
export const validationDomain = (chainId: number, projects: Address): TypedDataDomain => ({
  name: "Sixfold ProjectRegistry",
  version: "1",
  chainId,
  verifyingContract: projects,
});

/** The typed data of a report, as wallets and `signTypedData` take it. */
export const reportTypedData = (domain: TypedDataDomain, report: Report) =>
  ({ domain, types: reportTypes, primaryType: "Report", message: report }) as const;

/** The typed data of a validation. */
export const validationTypedData = (domain: TypedDataDomain, validation: Validation) =>
  ({ domain, types: validationTypes, primaryType: "Validation", message: validation }) as const;

/** EIP-712 digest of a report: also its id on chain. */
export const reportDigest = (domain: TypedDataDomain, report: Report): Hex =>
  hashTypedData(reportTypedData(domain, report));

/** EIP-712 digest of a validation. */
export const validationDigest = (domain: TypedDataDomain, validation: Validation): Hex =>
  hashTypedData(validationTypedData(domain, validation));

const uintText = (bits: number) =>
  z
    .string()
    .regex(/^(0|[1-9][0-9]{0,38})$/, "a decimal integer as a string")
    .transform(BigInt)
    .refine((value) => value < 2n ** BigInt(bits), `fits ${bits} bits`);

const uintNumber = (bits: number) =>
  z
    .int()
    .min(0)
    .max(2 ** bits - 1);

const bytes32 = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, "32 bytes in lower-case hex with 0x")
  .transform((text) => text as Hex);

/** A report on the wire: amounts are decimal strings, times are numbers. */
export const reportJson = z.strictObject({
  projectId: uintText(64),
  methodologyId: uintNumber(32),
  periodStart: uintNumber(40),
  periodEnd: uintNumber(40),
  measuredKg: uintText(64),
  baselineKg: uintText(64),
  leakageKg: uintText(64),
  halfWidthKg: uintText(64),
  claimedM2: uintText(64),
  observedM2: uintText(64),
  groundRoot: bytes32,
  evidence: bytes32,
  operatorSet: bytes32,
  expiry: uintNumber(40),
});

/** A validation on the wire. */
export const validationJson = z.strictObject({
  projectId: uintText(64),
  methodologyId: uintNumber(32),
  boundary: bytes32,
  groundRoot: bytes32,
  expiry: uintNumber(40),
});

/** The wire form of a report or validation, the inverse of the schemas above. */
export const toWire = (message: Report | Validation): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, typeof value === "bigint" ? value.toString() : value]),
  );

/** secp256k1 group order / 2 (SEC 2 v2, 2.4.1): OpenZeppelin's ECDSA refuses larger s (EIP-2). */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** True for a 65-byte signature with low s and v of 27 or 28: the only form the contracts' ECDSA takes. */
export const isCanonicalSignature = (signature: string): signature is Hex => {
  if (!/^0x[0-9a-fA-F]{130}$/.test(signature)) return false;
  const s = hexToBigInt(`0x${signature.slice(66, 130)}`);
  const v = Number(`0x${signature.slice(130)}`);
  return s <= HALF_ORDER && (v === 27 || v === 28);
};
