import { expect } from "chai";

import { SixfoldError } from "../../oracle/core/errors.ts";

const MIB = 2 ** 20;
/** What a fault may cost beyond what is held anyway: far below what the bombs of the tests expand to. */
const MOST_GROWTH = 96 * MIB;

const held = (): number => {
  const { external, arrayBuffers, heapUsed } = process.memoryUsage();
  return external + arrayBuffers + heapUsed;
};

/** The code of the typed error that work ends with, "none" without one; it must say what is wrong and hold no memory. */
export const codeWithinMemory = async (work: Promise<unknown>): Promise<string> => {
  const before = held();
  try {
    await work;
    return "none";
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    expect(error.field, error.code).not.to.equal("");
    expect(error.rule, error.code).not.to.equal("");
    return error.code;
  } finally {
    expect(held() - before).to.be.below(MOST_GROWTH);
  }
};

const entryOf = (view: DataView, tag: number): number => {
  for (let at = 10; at < 10 + view.getUint16(8, true) * 12; at += 12) if (view.getUint16(at, true) === tag) return at;
  throw new TypeError(`tag ${tag} is not in the file`);
};

/** Sets the inline value of a tag of one entry. */
export const setTag = (file: Uint8Array, tag: number, value: number): Uint8Array => {
  const view = new DataView(file.buffer);
  const at = entryOf(view, tag);
  if (view.getUint16(at + 2, true) === 3) view.setUint16(at + 8, value, true);
  else view.setUint32(at + 8, value, true);
  return file;
};

/** Makes another tag of one: two numbers of 16 bits. */
export const replaceTag = (
  file: Uint8Array,
  tag: number,
  by: number,
  [first, second]: readonly [number, number],
): Uint8Array => {
  const view = new DataView(file.buffer);
  const at = entryOf(view, tag);
  view.setUint16(at, by, true);
  view.setUint16(at + 2, 3, true);
  view.setUint32(at + 4, 2, true);
  view.setUint16(at + 8, first, true);
  view.setUint16(at + 10, second, true);
  return file;
};
