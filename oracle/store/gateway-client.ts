import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import { endpointOf, reasonOf } from "../system/system-fault.ts";
import { openCarStream } from "./car-file.ts";
import type { OpenBundle } from "./evidence-store.ts";
import { patience } from "./patience.ts";
import { LARGEST_BUNDLE_BYTES } from "./unixfs.ts";

export type FetchCarOptions = {
  readonly limitBytes?: number;
  /** Longest time in which nothing comes, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/**
 * Fetches a whole bundle from a trustless gateway that is not trusted: every block is checked against its CID and the
 * root against the one asked for.
 * @param gatewayUrl base of the gateway, without `/ipfs`
 * @throws SixfoldError `STORE_GATEWAY_UNREACHABLE`, `STORE_GATEWAY_REFUSED`, and those of `openCarStream`
 */
export const fetchCar = async (
  gatewayUrl: string,
  cid: CID,
  { limitBytes = LARGEST_BUNDLE_BYTES, timeoutMs = 120_000, signal }: FetchCarOptions = {},
): Promise<OpenBundle> => {
  const url = `${gatewayUrl.replace(/\/+$/, "")}/ipfs/${cid.toV1().toString()}?format=car`;
  const fail = (code: string, value: unknown, rule: string, cause?: unknown): never => {
    throw new SixfoldError({ code, failure: "infrastructure", field: endpointOf(url), value, rule, cause });
  };
  using wait = patience(timeoutMs, signal);
  const reach = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof SixfoldError) throw cause;
      signal?.throwIfAborted();
      return fail("STORE_GATEWAY_UNREACHABLE", reasonOf(cause), `must answer within ${timeoutMs} ms`, cause);
    }
  };
  const response = await reach(() =>
    fetch(url, { signal: wait.signal, headers: { accept: "application/vnd.ipld.car" } }),
  );
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    return fail("STORE_GATEWAY_REFUSED", response.status, "must serve the bundle as a CAR");
  }
  // A broken transfer is the network's fault, not the archive's: it is told apart before the CAR is judged.
  const body = response.body;
  async function* transferred(): AsyncGenerator<Uint8Array> {
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await reach(() => reader.read());
        if (done) return;
        wait.renew();
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
  return await openCarStream(transferred(), { expectedRoot: cid, limitBytes });
};
