import type { Command } from "commander";

import { addVerb, port } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { folderToWrite } from "./paths.ts";

type Options = OutputOptions & { readonly store: string; readonly port: number; readonly host: string };

/** `sixfold gateway serve`: a trustless gateway over an embedded block store. */
export const addGatewayServe = (noun: Command): void => {
  addVerb(noun, "serve", "serve raw blocks and CARs by CID")
    .requiredOption("--store <folder>", "embedded block store; made if there is none")
    .option("--port <port>", "0 lets the system choose", port, 0)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .action(async (options: Options) => {
      await folderToWrite("--store", options.store);
      const [{ default: express }, { gatewayRouter }, { folderBlockStore }, { listen }, { stopAsked }] =
        await Promise.all([
          import("express"),
          import("../store/gateway.ts"),
          import("../store/folder-block-store.ts"),
          import("../attest/attest-server.ts"),
          import("./serve.ts"),
        ]);
      const app = express();
      app.disable("x-powered-by");
      app.use(gatewayRouter(folderBlockStore(options.store)));
      const { url, close } = await listen(app, options.port, options.host);
      // Listened for first: whoever reads the address may ask to stop at once.
      const stopped = stopAsked();
      openOutput(options).result({ url, store: options.store }, [
        `listening    ${url}`,
        `store        ${options.store}`,
      ]);
      await stopped;
      await close();
    });
};
