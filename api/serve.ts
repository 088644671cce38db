import type { Listening } from "../oracle/attest/attest-server.ts";
import { listen } from "../oracle/attest/attest-server.ts";
import type { Chain } from "../oracle/chain/connect.ts";
import { apiApp } from "./http/app.ts";
import type { AppOptions } from "./http/app.ts";
import { answerClientFaults } from "./http/client-faults.ts";
import { closeGently } from "./http/close-gently.ts";
import { follow } from "./indexer/follow.ts";
import { openIndexer } from "./indexer/indexer.ts";
import { ROUTES } from "./resources/index.ts";
import { openStore } from "./store/open.ts";
import type { StorePlace } from "./store/open.ts";
import { pageHandler } from "./web/page.ts";
import type { PageFiles } from "./web/page.ts";

export type ServeOptions = Pick<AppOptions, "gateways" | "publicUrl" | "relay" | "requestsPerMinute" | "report"> & {
  readonly chain: Chain;
  readonly store: StorePlace;
  readonly port: number;
  readonly host: string;
  readonly page: PageFiles;
};

/**
 * Serves the API and the page: opens the store, reads the chain up to its newest block, follows it from there, and listens.
 * @throws SixfoldError as `openStore`, `openIndexer`, `Indexer.catchUp` and `listen`.
 */
export const serveApi = async ({
  chain,
  store,
  port,
  host,
  page: files,
  ...options
}: ServeOptions): Promise<Omit<Listening, "server">> => {
  // prettier-ignore
  const db = await openStore(store);
  try {
    const indexer = await openIndexer(chain, db);
    await indexer.catchUp();
    const follower = follow(indexer);
    const page = pageHandler(files, {
      gateways: options.gateways,
      rpcUrl: chain.deployment.rpcUrl ?? null,
      relay: options.relay ?? null,
    });
    const app = apiApp({ ...options, chain, db, follower, routes: ROUTES, page });
    const { url, server } = await listen(app, port, host).catch(async (error: unknown) => {
      await follower.stop();
      throw error;
    });
    answerClientFaults(server);
    return {
      url,
      close: async () => {
        // Streams end with the follower; whoever waits for an answer has it first.
        await Promise.all([follower.stop(), closeGently(server)]);
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
};
