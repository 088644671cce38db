import fc from "fast-check";
import type { Hex } from "viem";

import type { FieldType, Value } from "../../oracle/core/statements/field.ts";
import type { Message, StatementTable } from "../../oracle/core/statements/table.ts";

/** Widest unsigned integer that is a number in JavaScript; what it is on the wire is for the product to say. */
const LONGEST_NUMBER_BITS = 40;

const bytes = (length: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((b): Hex => `0x${Buffer.from(b).toString("hex")}`);

const valuesOf = (type: FieldType): fc.Arbitrary<Value> => {
  if (type === "bytes32") return bytes(32);
  if (type === "address") return bytes(20);
  if (type === "string") return fc.string({ unit: "grapheme" });
  const bits = Number(/\d+/.exec(type)![0]);
  const uints = fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
  if (type.endsWith("[]")) return fc.array(uints, { maxLength: 5 });
  return bits > LONGEST_NUMBER_BITS ? uints : uints.map(Number);
};

/** Any statement of a table. */
export const statementsOf = <M extends Message>({ fields }: StatementTable<M>): fc.Arbitrary<M> =>
  fc.record(
    Object.fromEntries(Object.entries<FieldType>(fields).map(([name, type]) => [name, valuesOf(type)])),
  ) as unknown as fc.Arbitrary<M>;
