import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { createPublicClient, http } from "viem";
import type { Address, PublicClient } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";

import { readDeployment } from "../../oracle/chain/deployment.ts";
import { developmentSigner } from "../../oracle/chain/signer.ts";
import { journalFolder } from "../../scripts/deploy/journal.ts";
import { requireWritable, writeDeployment } from "../../scripts/deploy/deployment-file.ts";
import { DEPLOYMENT_GAS } from "../../scripts/deploy/rehearse.ts";
import { startNetwork } from "../helpers/network.ts";
import type { Network } from "../helpers/network.ts";

type Json = Readonly<Record<string, unknown>>;
type Deploying = { readonly kill: () => void; readonly ended: Promise<{ code: number | null; output: string }> };

const TEN_ETHER = 10n ** 19n;
const DEPLOYMENT_TRANSACTIONS = 35;
/** The directory, and every part that it names. */
const CONTRACTS = 20;

describe("npm run deploy", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-deploy-"));
  const deployerKey = generatePrivateKey();
  const deployer = privateKeyToAddress(deployerKey);
  const [admin, governor, guardian] = [1, 2, 3].map(() => privateKeyToAddress(generatePrivateKey())) as [
    Address,
    Address,
    Address,
  ];
  const keyFile = join(folder, "deployer.key");
  const out = join(folder, "deployment.json");
  let network: Network;
  let client: PublicClient;
  let journal: string;

  before(async () => {
    writeFileSync(keyFile, deployerKey, { mode: 0o600 });
    network = await startNetwork();
    client = createPublicClient({ transport: http(network.url), cacheTime: 0 });
    const { hash } = await client.getBlock({ blockNumber: 0n });
    journal = journalFolder(`chain-${network.chainId}-${hash!.slice(2, 10)}-${governor.toLowerCase()}`);
  });
  after(async () => {
    await network.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(journal, { recursive: true, force: true });
  });

  const start = (options: Readonly<Record<string, string>> = {}): Deploying => {
    const named = { rpc: network.url, key: `file:${keyFile}`, admin, governor, guardian, out, ...options };
    const args = Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn(process.execPath, ["scripts/deploy.ts", ...args, "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return {
      kill: () => child.kill("SIGKILL"),
      ended: new Promise((resolve) => child.once("close", (code) => resolve({ code, output }))),
    };
  };
  const refused = async (options: Readonly<Record<string, string>>): Promise<[number | null, string, string]> => {
    const { code, output } = await start(options).ended;
    expect(output.includes(deployerKey.slice(2)), "a key is shown").to.equal(false);
    const lines = output.split("\n").filter((line) => line.startsWith("{"));
    const { error } = JSON.parse(lines[0] ?? "") as { error: { code: string; field: string } };
    return [code, error.code, error.field];
  };

  it("refuses what can be known to fail, before anything is sent", async () => {
    const well = developmentSigner(1).address;
    expect(await refused({ key: "dev:0" })).to.deep.equal([2, "CHAIN_DEVELOPMENT_KEY", "key"]);
    expect(await refused({ governor: well })).to.deep.equal([2, "CHAIN_DEVELOPMENT_KEY", "--governor"]);
    expect(await refused({ governor: deployer })).to.deep.equal([2, "DEPLOY_ROLE", "--governor"]);
    expect(await refused({ guardian: `0x${"0".repeat(40)}` })).to.deep.equal([2, "DEPLOY_ROLE", "--guardian"]);
    expect(await refused({ admin: governor })).to.deep.equal([2, "DEPLOY_ROLE", "--admin"]);
    expect((await refused({ governor: "0x12" }))[0]).to.equal(2);
    expect(await refused({ "chain-id": "1" })).to.deep.equal([2, "DEPLOY_CHAIN_ID", "--chain-id"]);
    expect(await refused({ rpc: "http://127.0.0.1:1" })).to.deep.equal([3, "CHAIN_RPC_UNREACHABLE", "rpc"]);
    expect(await refused({ rpc: "ftp://127.0.0.1" })).to.deep.equal([2, "DEPLOY_USAGE", "--rpc"]);
    expect(await refused({ out: join(folder, "none", "deployment.json") })).to.deep.equal([2, "DEPLOY_USAGE", "--out"]);
    expect(await refused({})).to.deep.equal([1, "DEPLOY_FUNDS", "--key"]);
    expect(await client.getTransactionCount({ address: deployer })).to.equal(0);
    expect(existsSync(journal)).to.equal(false);
  });

  /** Addresses of the contracts that the journal says are there. */
  const deployedSoFar = (): readonly Address[] => {
    const file = join(journal, "journal.jsonl");
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    return [...text.matchAll(/^.*"DEPLOYMENT_EXECUTION_STATE_COMPLETE".*$/gm)].flatMap(
      ([line]) => (/"address":"(0x[0-9a-fA-F]{40})"/.exec(line)?.[1] ?? []) as Address[],
    );
  };

  it("is taken up at the same addresses after it was killed", async () => {
    await network.fund(deployer);
    const before = await client.getBlockNumber();
    const killed = start();
    while (deployedSoFar().length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    killed.kill();
    expect((await killed.ended).code).to.equal(null);
    const found = deployedSoFar();
    expect(existsSync(out)).to.equal(false);
    // As if it had been killed while Ignition rewrote its list of addresses.
    writeFileSync(join(journal, "deployed_addresses.json"), "{");
    expect(await client.getTransactionCount({ address: deployer })).to.be.lessThan(DEPLOYMENT_TRANSACTIONS);

    const { code, output } = await start().ended;
    expect(code, output).to.equal(0);
    const { contracts, deployBlock, chainId, rpcUrl } = readDeployment(out);
    expect([chainId, rpcUrl]).to.deep.equal([network.chainId, network.url]);
    expect(deployedSoFar().slice(0, found.length)).to.deep.equal(found);
    expect(found).to.include(contracts.AccessManager);
    expect(new Set(deployedSoFar()).size).to.equal(CONTRACTS);
    expect(deployedSoFar()).to.include.members(Object.values(contracts));

    // The first block that can hold a log, although the resumed run began later.
    const logs = await client.getLogs({ fromBlock: 0n, toBlock: "latest" });
    expect(BigInt(deployBlock) > before).to.equal(true);
    expect(logs.every(({ blockNumber }) => blockNumber >= BigInt(deployBlock))).to.equal(true);
    const first = logs.map(({ blockNumber }) => blockNumber).reduce((a, b) => (a < b ? a : b));
    expect(await client.getCode({ address: contracts.AccessManager, blockNumber: first })).not.to.equal(undefined);
  });

  it("does nothing when it was done, and says so", async () => {
    const sent = await client.getTransactionCount({ address: deployer });
    const text = readFileSync(out, "utf8");
    const { code, output } = await start().ended;
    expect(code, output).to.equal(0);
    expect((JSON.parse(output) as Json)["transactions"]).to.equal(0);
    expect(await client.getTransactionCount({ address: deployer })).to.equal(sent);
    expect(readFileSync(out, "utf8")).to.equal(text);
  });

  it("asks for no less than it costs, and for not much more", async () => {
    const head = await client.getBlockNumber();
    let gas = 0n;
    for (let block = BigInt(readDeployment(out).deployBlock); block <= head; block += 1n)
      gas += (await client.getBlock({ blockNumber: block })).gasUsed;
    expect(gas <= DEPLOYMENT_GAS, `${gas}`).to.equal(true);
    expect(gas * 2n >= DEPLOYMENT_GAS, `${gas}`).to.equal(true);
    expect((await client.getBalance({ address: deployer })) < TEN_ETHER).to.equal(true);
  });

  it("leaves another deployment's file alone, and writes no RPC URL that may hold a secret", async () => {
    const other = privateKeyToAddress(generatePrivateKey());
    const text = readFileSync(out, "utf8");
    const sent = await client.getTransactionCount({ address: deployer });
    expect(await refused({ governor: other })).to.deep.equal([2, "DEPLOY_USAGE", "--out"]);
    expect(await client.getTransactionCount({ address: deployer })).to.equal(sent);
    const deployment = readDeployment(out);
    const moved = { ...deployment, contracts: { ...deployment.contracts, AccessManager: other } };
    expect(() => writeDeployment(out, moved)).to.throw(/another deployment/);
    expect(readFileSync(out, "utf8")).to.equal(text);
    expect(() => requireWritable(out)).not.to.throw();
    for (const [index, rpcUrl] of [
      "https://rpc.example/v3/0123456789abcdef",
      "https://user:word@rpc.example",
      "https://rpc.example/?key=1",
    ].entries()) {
      const file = join(folder, `secret-${index}.json`);
      writeDeployment(file, { ...deployment, rpcUrl });
      expect(readFileSync(file, "utf8")).not.to.contain("rpc.example");
      expect(readDeployment(file).contracts).to.deep.equal(deployment.contracts);
    }
  });

  it("is not taken up by another key", async () => {
    const file = join(folder, "other.key");
    const key = generatePrivateKey();
    writeFileSync(file, key, { mode: 0o600 });
    await network.fund(privateKeyToAddress(key));
    expect((await refused({ key: `file:${file}` })).slice(0, 2)).to.deep.equal([2, "DEPLOY_DIFFERS"]);
    expect(await client.getTransactionCount({ address: privateKeyToAddress(key) })).to.equal(0);
  });
});
