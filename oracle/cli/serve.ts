import { Option } from "commander";
import type { Command } from "commander";

import type { Role } from "../core/statements/table.ts";
import { connectFrom, port, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";
import { withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

export type ServeOptions = ChainOptions &
  PlaceOptions & { readonly key: string; readonly port: number; readonly host: string; readonly memory: string };

/** Options of every signing process. */
export const addServeOptions = (command: Command): Command =>
  withPlaces(withChain(command))
    .addOption(
      new Option("--key <source>", "who signs: env:NAME, file:PATH or dev:INDEX")
        .env("SIXFOLD_KEY")
        .makeOptionMandatory(),
    )
    .requiredOption("--memory <file>", "what this key signed, kept so that it never contradicts itself")
    .option("--port <port>", "0 lets the system choose", port, 0)
    .option("--host <address>", "address to listen on", "127.0.0.1");

/** Resolves when the process is asked to stop. */
export const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });

/** Serves what the role signs until asked to stop. Prints where, once it listens. */
export const serve = async (role: Role, options: ServeOptions): Promise<void> => {
  const [{ openBundleSource }, { openEquivocationGuard }, { signingApp }, { loadSigner }, { listen }] =
    await Promise.all([
      import("../store/bundle-source.ts"),
      import("../attest/equivocation.ts"),
      import("../attest/signing-app.ts"),
      import("../chain/signer.ts"),
      import("../attest/attest-server.ts"),
    ]);
  const chain = await connectFrom(options);
  const signer = loadSigner(options.key, chain.chainId);
  const app = signingApp(role, {
    chain,
    signer,
    source: openBundleSource(options),
    guard: openEquivocationGuard(options.memory),
  });
  const { url, close } = await listen(app, options.port, options.host);
  // Listened for first: whoever reads the address may ask to stop at once.
  const stopped = stopAsked();
  openOutput(options).result({ url, address: signer.address, chainId: chain.chainId }, [
    `listening    ${url}`,
    `signer       ${signer.address} on chain ${chain.chainId}`,
  ]);
  await stopped;
  await close();
};
