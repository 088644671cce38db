import type { Hex } from "viem";
import * as z from "zod";

/** Unsigned integers that a JavaScript number holds exactly: identifiers, counts, Unix seconds. */
export type ShortUint = `uint${8 | 16 | 32 | 40}`;
/** Unsigned integers that need a bigint: amounts, areas. */
export type LongUint = `uint${56 | 64 | 128 | 256}`;
/** The Solidity type of a statement's field. */
export type FieldType = ShortUint | LongUint | "bytes32" | "address";

/** What a field of a type is in TypeScript. */
export type ValueOf<T extends FieldType> = T extends ShortUint ? number : T extends LongUint ? bigint : Hex;

/** Any field's value. */
export type Value = bigint | number | Hex;

/** Bits of the widest unsigned integer that is written as a JSON number. */
const LONGEST_NUMBER_BITS = 40;

const uintNumber = (bits: number): z.ZodType<number> => {
  const rule = `a whole number from 0 to 2^${bits} - 1`;
  return z
    .int(rule)
    .min(0, rule)
    .max(2 ** bits - 1, rule);
};

const uintText = (bits: number): z.ZodType<bigint> => {
  const rule = `a whole number from 0 to 2^${bits} - 1 in decimal, as a string`;
  const most = 2n ** BigInt(bits);
  // 78 digits hold 2^256 - 1: longer texts are not worth turning into a bigint.
  return z
    .string(rule)
    .regex(/^(0|[1-9][0-9]{0,77})$/, rule)
    .transform(BigInt)
    .refine((value) => value < most, rule);
};

const hexOf = (bytes: number): z.ZodType<Hex> => {
  const rule = `${bytes} bytes in lower-case hex with 0x`;
  return z
    .string(rule)
    .regex(new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`), rule)
    .transform((text) => text as Hex);
};

/** The schema of a field on the wire: long integers are decimal strings, short ones numbers, bytes lower-case hex. */
export const wireSchema = (type: FieldType): z.ZodType<Value> => {
  if (type === "bytes32") return hexOf(32);
  if (type === "address") return hexOf(20);
  const bits = Number(type.slice("uint".length));
  return bits <= LONGEST_NUMBER_BITS ? uintNumber(bits) : uintText(bits);
};

/** A value as `wireSchema` takes it. Addresses lose the letter case that carries their checksum. */
export const valueToWire = (value: Value): string | number => {
  if (typeof value === "number") return value;
  return typeof value === "bigint" ? value.toString() : value.toLowerCase();
};
