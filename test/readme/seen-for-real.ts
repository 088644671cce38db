import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { createPublicClient, http } from "viem";

import { readDeployment } from "../../oracle/chain/deployment.ts";
import { isDevelopmentAddress } from "../../oracle/chain/signer.ts";
import type { Network } from "../helpers/network.ts";
import type { Followed } from "./follow.ts";

type Seen = Followed & { readonly network: Network; readonly registry: string };

const outputOf = ({ outputs }: Seen, part: string): string =>
  outputs.findLast(({ command }) => command.text.includes(part))!.output;

/** What must be so once a stranger has run it for real: own network, own keys, nobody funded who was not told to be. */
export const SEEN_FOR_REAL: Readonly<Record<string, (seen: Seen) => Promise<void> | void>> = {
  "it deployed to a network of its own, whose clock and money its commands can not move": async ({
    network,
    registry,
  }) => {
    const { chainId, deployBlock } = readDeployment(join(registry, "deployment.json"));
    expect(chainId).to.equal(network.chainId).and.not.to.be.oneOf([31337, 1337]);
    expect(deployBlock).to.be.greaterThan(0);
    const client = createPublicClient({ transport: http(network.url) });
    const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
    for (const method of ["evm_mine", "evm_increaseTime", "hardhat_setBalance", "hardhat_mine"])
      expect(await request({ method, params: [] }).catch((error: Error) => error.message)).to.contain("does not exist");
  },
  "it used no development account": ({ variables }) => {
    for (const name of ["DEPLOYER", "GOVERNOR", "OPERATOR_1", "OPERATOR_2", "OPERATOR_3", "VERIFIER", "BUYER"])
      expect(isDevelopmentAddress(variables[name] as `0x${string}`), name).to.equal(false);
  },
  "it announced every rule, and made it when it was due": (seen) => {
    const listed = outputOf(seen, "governor list");
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
      expect(outputOf(seen, `governor ${verb}`), verb).to.match(/^made /m);
  },
  "it activated, posted with a quorum, issued, and retired": (seen) => {
    expect(outputOf(seen, "project show")).to.match(/^project +1, active/m);
    expect(outputOf(seen, "report collect")).to.match(/^operators +3 signed/m);
    expect(outputOf(seen, "certificate show")).to.match(/^lot +600 kg of batch /m);
  },
  "test_L13: the certificate verified on that network": (seen) => {
    expect(outputOf(seen, "verify certificate:")).to.contain("every check holds").and.not.to.contain("FAILED");
  },
  "no key was in anything it printed": ({ outputs, registry }) => {
    const printed = outputs.map(({ output }) => output).join("");
    for (const name of ["deployer", "governor", "operator-1", "verifier", "developer", "buyer"])
      expect(printed).not.to.contain(
        readFileSync(join(registry, `${name}.key`), "utf8")
          .trim()
          .slice(2),
      );
  },
};
