import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { expect } from "chai";
import { createPublicClient, http } from "viem";

import { isDevelopmentAddress } from "../../oracle/chain/signer.ts";
import { readDeployment } from "../../oracle/chain/deployment.ts";
import { journalFolder } from "../../scripts/deploy/journal.ts";
import { root } from "../../scripts/run.ts";
import { simulatePaddy } from "../../scripts/simulate/paddy.ts";
import { startNetwork } from "../helpers/network.ts";
import type { Network } from "../helpers/network.ts";
import { follow, readCommands } from "../readme/follow.ts";
import type { Followed } from "../readme/follow.ts";
import { forReal } from "../readme/sections.ts";

/** A season whose credit is not zero. */
const SEED = 1n;

/** The README's commands, followed by a stranger: own network, own keys, nobody funded who was not told to be. */
describe("README: running it for real", function () {
  this.timeout(900_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-live-"));
  const registry = join(folder, "registry");
  let network: Network;
  let genesis: string;
  let governor = "";
  let followed: Followed;

  before(async () => {
    const [started, { project, scenes }] = await Promise.all([
      startNetwork(),
      simulatePaddy({ seed: SEED, out: join(folder, "simulated") }),
    ]);
    network = started;
    const client = createPublicClient({ transport: http(network.url) });
    genesis = (await client.getBlock({ blockNumber: 0n })).hash!.slice(2, 10);
    const { PATH = "", HOME = folder } = process.env;
    const { title, chosen, before: between } = forReal(network, registry, project, scenes);
    followed = await follow(readCommands(readFileSync(join(root, "README.md"), "utf8"), title), {
      cwd: root,
      // No setting of this machine, and the Node that runs the tests.
      env: { HOME, NO_COLOR: "1", PATH: `${dirname(process.execPath)}${delimiter}${PATH}` },
      chosen,
      before: async (command, variables) => {
        if (command.text.startsWith("npm run deploy")) governor = variables["GOVERNOR"]!.toLowerCase();
        await between?.(command, variables);
      },
      timeoutMs: 300_000,
    });
  });
  after(async () => {
    await network.stop();
    rmSync(journalFolder(`chain-${network.chainId}-${genesis}-${governor}`), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const outputOf = (part: string): string =>
    followed.outputs.findLast(({ command }) => command.text.includes(part))!.output;

  it("deploys to a network of its own, whose clock and money its commands can not move", async () => {
    const { chainId, deployBlock } = readDeployment(join(registry, "deployment.json"));
    expect(chainId).to.equal(network.chainId).and.not.to.be.oneOf([31337, 1337]);
    expect(deployBlock).to.be.greaterThan(0);
    const client = createPublicClient({ transport: http(network.url) });
    const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
    for (const method of ["evm_mine", "evm_increaseTime", "hardhat_setBalance", "hardhat_mine"])
      expect(await request({ method, params: [] }).catch((error: Error) => error.message)).to.contain("does not exist");
  });

  it("uses no development account", () => {
    for (const name of ["DEPLOYER", "GOVERNOR", "OPERATOR_1", "OPERATOR_2", "OPERATOR_3", "VERIFIER", "BUYER"])
      expect(isDevelopmentAddress(followed.variables[name] as `0x${string}`), name).to.equal(false);
  });

  it("announces every rule, and makes it when it is due", () => {
    const listed = outputOf("governor list");
    expect([...listed.matchAll(/^waiting /gm)]).to.have.length(6);
    for (const call of ["announce(", "accredit(", "admit(", "assign(", "propose(", "activate("])
      expect(listed).to.contain(call);
    for (const verb of [
      "announce-operators",
      "accredit",
      "admit-developer",
      "assign-account",
      "propose-methodology",
      "activate-methodology",
    ])
      expect(outputOf(`governor ${verb}`), verb).to.match(/^made /m);
  });

  it("activates, posts with a quorum, issues, and retires", () => {
    expect(outputOf("project show")).to.match(/^project +1, active/m);
    expect(outputOf("report collect")).to.match(/^operators +3 signed/m);
    expect(outputOf("certificate show")).to.match(/^lot +600 kg of batch /m);
  });

  it("test_L13_verifies_the_certificate_on_that_network", () => {
    const verified = outputOf("verify certificate:");
    expect(verified).to.contain("every check holds").and.not.to.contain("FAILED");
  });

  it("shows no key in anything it prints", () => {
    const printed = followed.outputs.map(({ output }) => output).join("");
    for (const name of ["deployer", "governor", "operator-1", "verifier", "developer", "buyer"])
      expect(printed).not.to.contain(
        readFileSync(join(registry, `${name}.key`), "utf8")
          .trim()
          .slice(2),
      );
  });
});
