import type { Hex } from "viem";

import { decodeRevert } from "../../oracle/chain/errors.ts";

/** The name of the custom error that a call reverts with; undefined when it succeeds. Other failures are thrown on. */
export const errorOf = async (call: Promise<unknown>): Promise<string | undefined> => {
  try {
    await call;
    return undefined;
  } catch (error) {
    for (let cause: unknown = error; typeof cause === "object" && cause !== null;) {
      const { data, raw, cause: next } = cause as { data?: unknown; raw?: unknown; cause?: unknown };
      const inner = typeof data === "object" && data !== null ? (data as { data?: unknown }).data : undefined;
      const found = [raw, data, inner].find(
        (value) => typeof value === "string" && value.startsWith("0x") && value.length >= 10,
      );
      if (found !== undefined) return decodeRevert(found as Hex)?.name ?? String(found);
      cause = next;
    }
    throw error;
  }
};
