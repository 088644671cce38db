import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import * as z from "zod";

export type Network = {
  readonly url: string;
  readonly chainId: number;
  /** Lets seconds pass on the chain's clock. */
  readonly pass: (seconds: number) => Promise<void>;
  /** Gives an address ten ether. */
  readonly fund: (address: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const started = z.object({ url: z.url(), chainId: z.number() });

/** Starts `network-process.ts`. */
export const startNetwork = async (): Promise<Network> => {
  const child = spawn(process.execPath, ["test/helpers/network-process.ts"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("the network's process has ended");
    return JSON.parse(value);
  };
  const order = async (asked: object): Promise<void> => {
    child.stdin.write(`${JSON.stringify(asked)}\n`);
    await nextLine();
  };
  return {
    ...started.parse(await nextLine()),
    pass: (seconds) => order({ pass: seconds }),
    fund: (address) => order({ fund: address }),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
};
