import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import type { Requirement } from "./skip-without.ts";

const folder = new URL("../../scripts/ipfs-node/", import.meta.url);

/** A real IPFS node; it is 245 MB and no part of the product. */
export const ipfsNode: Requirement = {
  name: "The IPFS node",
  isMet: () => existsSync(new URL("node_modules/ipfs-core/package.json", folder)),
  hint: "Run `npm install --prefix scripts/ipfs-node --ignore-scripts --no-save`.",
};

/** Starts a js-ipfs node: offline, no swarm, its own temporary repository. */
export const startIpfsNode = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("start.mjs", folder))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const { api } = JSON.parse(line) as { api: string };
    return {
      url: api,
      stop: () => {
        child.stdin.end();
        return ended;
      },
    };
  }
  throw new TypeError("the IPFS node ended before it was ready");
};
