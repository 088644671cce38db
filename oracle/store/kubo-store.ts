import { create } from "ipfs-http-client";
import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import { endpointOf, reasonOf } from "../system/system-fault.ts";
import { exportCar } from "./car.ts";
import { openCarStream } from "./car-file.ts";
import { dagImport } from "./dag-import.ts";
import type { EvidenceStore } from "./evidence-store.ts";
import { patience } from "./patience.ts";

export type KuboOptions = {
  /** Base of the RPC API, e.g. `http://127.0.0.1:5001`. */
  readonly url: string;
  /** Longest time in which nothing moves, in milliseconds. */
  readonly timeoutMs?: number;
};

const unreachable = (url: string, call: string, cause: unknown): never => {
  throw new SixfoldError({
    code: "STORE_NODE_UNREACHABLE",
    failure: "infrastructure",
    field: endpointOf(url),
    value: reasonOf(cause),
    rule: `must answer the Kubo RPC call ${call}`,
    cause,
  });
};

/**
 * An IPFS node through the Kubo RPC API. The bundle goes there as a CAR, so that the node's own import settings can not
 * change the CID; the node checks every block against its CID. The pin is then asked for, not assumed.
 * @throws SixfoldError `STORE_NODE_UNREACHABLE`, `STORE_NODE_CID` (the node names another root),
 * `STORE_NODE_UNPINNED` (it took the blocks but does not hold a recursive pin), and those of `openCarStream`
 */
export const kuboStore = ({ url, timeoutMs = 120_000 }: KuboOptions): EvidenceStore => {
  const client = create({ url });
  const call = async <T>(name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof SixfoldError) throw cause;
      signal?.throwIfAborted();
      return unreachable(url, name, cause);
    }
  };

  const pinned = (root: CID, signal?: AbortSignal): Promise<boolean> =>
    call("pin/ls", signal, async () => {
      using wait = patience(timeoutMs, signal);
      // Without a path, so that "not pinned" is an empty answer and not an error text to be guessed at.
      for await (const { cid } of client.pin.ls({ type: "recursive", signal: wait.signal }))
        if (cid.toV1().equals(root)) return true;
      return false;
    });

  return {
    pinned,
    put: async (dag, signal) => {
      const { root } = dag;
      const answered = await call("dag/import", signal, async () => {
        using wait = patience(timeoutMs, signal);
        async function* exported(): AsyncGenerator<Uint8Array> {
          for await (const chunk of exportCar(dag)) {
            wait.renew();
            yield chunk;
          }
        }
        return dagImport(url, exported(), wait.signal);
      });
      if (answered.length !== 1 || !answered[0]!.cid.toV1().equals(root))
        throw new SixfoldError({
          code: "STORE_NODE_CID",
          failure: "infrastructure",
          field: endpointOf(url),
          value: answered.map(({ cid }) => cid.toString()),
          rule: `must name the root ${root.toString()}`,
        });
      if (!(await pinned(root, signal)))
        throw new SixfoldError({
          code: "STORE_NODE_UNPINNED",
          failure: "infrastructure",
          field: endpointOf(url),
          value: answered[0]!.pinErrorMsg ?? null,
          rule: `must hold a recursive pin on ${root.toString()}`,
        });
    },
    get: async (root, signal) => {
      using wait = patience(timeoutMs, signal);
      // The node's failures are told apart from a bad archive before the CAR is judged.
      async function* exported(): AsyncGenerator<Uint8Array> {
        const chunks = client.dag.export(root, { signal: wait.signal })[Symbol.asyncIterator]();
        for (;;) {
          const { done, value } = await call("dag/export", signal, () => chunks.next());
          if (done) return;
          wait.renew();
          yield value;
        }
      }
      return await openCarStream(exported(), { expectedRoot: root });
    },
  };
};
