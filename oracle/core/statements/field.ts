import type { Hex } from "viem";
import * as z from "zod";

/** Unsigned integers that a JavaScript number holds exactly: identifiers, counts, Unix seconds. */
export type ShortUint = `uint${8 | 16 | 32 | 40}`;
/** Unsigned integers that need a bigint: amounts, areas. */
export type LongUint = `uint${56 | 64 | 128 | 256}`;
/** Unsigned integers in a row. */
export type Uints = `${LongUint}[]`;
/** The Solidity type of a statement's field. */
export type FieldType = ShortUint | LongUint | Uints | "bytes32" | "address" | "string";

/** What a field of a type is in TypeScript. */
export type ValueOf<T extends FieldType> = T extends ShortUint
  ? number
  : T extends LongUint
    ? bigint
    : T extends Uints
      ? readonly bigint[]
      : T extends "string"
        ? string
        : Hex;

/** Any field's value. */
export type Value = ValueOf<FieldType>;

/** A value as it is sent and kept. */
export type WireValue = string | number | readonly string[];

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

const isUints = (type: FieldType): type is Uints => type.endsWith("[]");

/** Width of an unsigned integer, or of those in a row. */
const bitsOf = (type: ShortUint | LongUint | Uints): number => Number(/\d+/.exec(type)![0]);

/**
 * The schema of a field on the wire: long integers are decimal strings, short ones numbers, bytes lower-case hex, texts
 * as they are.
 */
export const wireSchema = (type: FieldType): z.ZodType<Value> => {
  if (type === "bytes32") return hexOf(32);
  if (type === "address") return hexOf(20);
  if (type === "string") return z.string("a text");
  if (isUints(type)) return z.array(uintText(bitsOf(type)), "a list of whole numbers");
  const bits = bitsOf(type);
  return bits <= LONGEST_NUMBER_BITS ? uintNumber(bits) : uintText(bits);
};

/** A value as `wireSchema` takes it. Addresses lose the letter case that carries their checksum. */
export const valueToWire = (type: FieldType, value: Value): WireValue => {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "string") return value.map(String);
  return type === "string" ? value : value.toLowerCase();
};
