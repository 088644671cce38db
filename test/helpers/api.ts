import { listen } from "../../oracle/attest/attest-server.ts";
import { apiApp } from "../../api/http/app.ts";
import { closeGently } from "../../api/http/close-gently.ts";
import { follow } from "../../api/indexer/follow.ts";
import { openIndexer } from "../../api/indexer/indexer.ts";
import type { Indexer } from "../../api/indexer/indexer.ts";
import { ROUTES } from "../../api/resources/index.ts";
import { openStore } from "../../api/store/open.ts";
import type { Db } from "../../api/store/schema.ts";
import { pageHandler } from "../../api/web/page.ts";
import type { PageFiles } from "../../api/web/page.ts";
import type { ActionName } from "../oracle/chain/fold/random-life.ts";
import { startLife } from "../oracle/chain/fold/random-life.ts";
import { chainOf } from "./chain-of.ts";
import { deployRegistry } from "./registry.ts";
import type { Registry } from "./registry.ts";

/** A project that lives through everything, and what else an API tells of. */
const LIFE: readonly ActionName[] = [
  "register", "claim", "activate", "post", "issue", "transfer", "retire", "retireMany", "openAlert", "dismissAlert",
  "observe", "confirmAlert", "settle", "register", "claim", "makeGood", "register", "claim", "activate", "post", "issue",
  "retire", "openAlert", "complete", "release", "register", "claim", "activate", "post", "challenge", "resolve",
]; // prettier-ignore

type Options = {
  readonly requestsPerMinute?: number;
  readonly db?: Db;
  readonly gateways?: readonly string[];
  readonly relay?: string | undefined;
  /** Where the registry's node is served, and the page that is told of it. */
  readonly page?: { readonly rpcUrl: string; readonly files: PageFiles };
};

/** An API over a registry on the in-process node. */
export const serveRegistry = async (
  registry: Registry,
  { requestsPerMinute = 1_000_000, db, gateways = ["https://gateway.example"], relay, page }: Options = {},
) => {
  const bare = await chainOf(registry);
  const chain = page === undefined ? bare : { ...bare, deployment: { ...bare.deployment, rpcUrl: page.rpcUrl } };
  const store = db ?? (await openStore({ folder: undefined }));
  const indexer: Indexer = await openIndexer(chain, store);
  await indexer.catchUp();
  const follower = follow(indexer, 20);
  const unexpected: unknown[] = [];
  const app = apiApp({
    routes: ROUTES,
    chain,
    db: store,
    follower,
    gateways,
    relay,
    requestsPerMinute,
    ...(page === undefined
      ? {}
      : { page: pageHandler(page.files, { gateways, rpcUrl: page.rpcUrl, relay: relay ?? null }) }),
    report: (error) => unexpected.push(error),
  });
  const { url, server } = await listen(app, 0);
  return {
    registry,
    chain,
    db: store,
    indexer,
    url,
    /** What nobody expected. */
    unexpected,
    get: (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers }),
    json: async (path: string): Promise<any> => (await fetch(url + path)).json(), // eslint-disable-line @typescript-eslint/no-explicit-any
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    /** Until the indexer has seen the chain's newest block. */
    caughtUp: async (): Promise<void> => {
      const newest = await registry.client.getBlockNumber();
      while (BigInt(indexer.head().block_number) < newest) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    close: async () => {
      await Promise.all([follower.stop(), closeGently(server)]);
      await store.destroy();
    },
  };
};

/** A registry in which a project lived through everything. */
export const livedRegistry = async () => {
  const registry = await deployRegistry();
  const life = await startLife(registry);
  for (const [index, name] of LIFE.entries()) await life.act(name, { a: index * 2 + 1, b: 7 * index, c: 9 });
  return { registry, life };
};

/** An API over that. */
export const startApi = async (options: Options = {}) => {
  const { registry, life } = await livedRegistry();
  return { life, ...(await serveRegistry(registry, options)) };
};

export type Api = Awaited<ReturnType<typeof startApi>>;
