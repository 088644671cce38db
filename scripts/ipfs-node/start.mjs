// Starts a js-ipfs node with the Kubo-compatible HTTP RPC on a loopback port: offline, no swarm, no bootstrap, a
// repository of its own in a temporary folder. Prints `{"api":"http://127.0.0.1:<port>"}` on one line when ready and
// stops on SIGTERM, SIGINT or when its standard input closes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { create } from "ipfs-core";
import { HttpApi } from "ipfs-http-server";

const repo = await mkdtemp(join(tmpdir(), "sixfold-ipfs-"));
const node = await create({
  repo,
  offline: true,
  silent: true,
  init: { emptyRepo: true, algorithm: "Ed25519" },
  preload: { enabled: false },
  config: {
    Addresses: { Swarm: [], API: "/ip4/127.0.0.1/tcp/0", Gateway: "/ip4/127.0.0.1/tcp/0", Delegates: [] },
    Bootstrap: [],
    Discovery: { MDNS: { Enabled: false }, webRTCStar: { Enabled: false } },
    Pubsub: { Enabled: false },
  },
});
const server = new HttpApi(node);
await server.start();
const { port } = server._apiServers[0].info;

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await server.stop();
  await node.stop();
  await rm(repo, { recursive: true, force: true });
  process.exit(0);
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
process.stdin.on("end", stop).on("close", stop).resume();

console.log(JSON.stringify({ api: `http://127.0.0.1:${port}` }));
