/**
 * A local chain in a process of its own: `node scripts/local-chain.ts <admin> <governor> <guardian> [port]`.
 * Serves JSON-RPC on loopback, deploys the registry, prints the deployment as one line of JSON and stays up.
 * Its accounts are Hardhat's well-known development accounts: never fund them on a public chain.
 */
import { rmSync } from "node:fs";

import hre from "hardhat";
import { getAddress } from "viem";

import { deploy } from "./deploy/deploy.ts";
import { journalFolder } from "./deploy/journal.ts";

const [admin, governor, guardian, port = "0"] = process.argv.slice(2);
if (admin === undefined || governor === undefined || guardian === undefined) {
  console.error("usage: node scripts/local-chain.ts <admin> <governor> <guardian> [port], each an address");
  process.exit(2);
}

const server = await hre.network.createServer("node", "127.0.0.1", Number(port));
const { address, port: actualPort } = await server.listen();
const journal = `local-${process.pid}`;
const deployment = await deploy({
  rpcUrl: `http://${address}:${actualPort}`,
  roles: { admin: getAddress(admin), governor: getAddress(governor), guardian: getAddress(guardian) },
  journal,
});
// The chain ends with this process, and so does what could be taken up again.
rmSync(journalFolder(journal), { recursive: true, force: true });
console.log(JSON.stringify(deployment));

// Nothing of it outlasts the process. Closing would wait for clients that go on asking, the one that stops it among them.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
