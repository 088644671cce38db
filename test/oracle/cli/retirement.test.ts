import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { developmentSigner } from "../../../oracle/chain/signer.ts";
import { runProcess } from "../../../scripts/start/processes.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry, ROLES } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";
import { serveChain } from "../../helpers/serve-chain.ts";
import type { ServedChain } from "../../helpers/serve-chain.ts";

type Json = Readonly<Record<string, unknown>>;

const EXIT = { ok: 0, check: 1, usage: 2 } as const;
const TEXT = ["--beneficiary", "A buyer", "--message", "By hand"] as const;
const indexOf = (role: (typeof ROLES)[number]) => ROLES.indexOf(role);
const addressOf = (role: (typeof ROLES)[number]) => developmentSigner(indexOf(role)).address;

describe("sixfold credit: every way of retiring", function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-retirement-"));
  const deploymentFile = join(folder, "deployment.json");
  const request = join(folder, "request.json");
  let registry: Registry;
  let served: ServedChain;
  let batchId: bigint;

  before(async () => {
    registry = await deployRegistry();
    const { projectId } = await registry.register();
    await registry.claim(projectId, [{ cell: 0x3100100000000000n, bits: 255n }]);
    await registry.activate(projectId);
    const { reportId } = await registry.post(await registry.draftReport(projectId));
    ({ batchId } = await registry.issue(reportId));
    const { developer, buyer } = registry.wallet;
    const parcel = [developer.account.address, buyer.account.address, batchId, 400n, "0x"];
    await registry.send(developer, registry.contracts.credit, "safeTransferFrom", parcel);
    served = await serveChain(registry);
    const { deployment } = await chainOf(registry);
    writeFileSync(deploymentFile, JSON.stringify({ ...deployment, rpcUrl: served.url }));
  });
  after(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (role: (typeof ROLES)[number], ...args: readonly string[]) => {
    const key = ["--key", `dev:${indexOf(role)}`];
    const all = ["credit", ...args, "--deployment", deploymentFile, ...key, "--json"];
    const { exitCode, stdout } = await runProcess("oracle/cli/main.ts", all);
    return { exitCode, json: JSON.parse(stdout) as Json };
  };
  const ok = async (...args: Parameters<typeof run>): Promise<Json> => {
    const { exitCode, json } = await run(...args);
    expect(exitCode, JSON.stringify(json)).to.equal(EXIT.ok);
    return json;
  };
  const refused = async (expected: number, ...args: Parameters<typeof run>): Promise<Json> => {
    const { exitCode, json } = await run(...args);
    expect(exitCode, JSON.stringify(json)).to.equal(expected);
    return json["error"] as Json;
  };
  const sign = (lot: string) => ["sign-retirement", lot, ...TEXT, "--recipient", addressOf("rival"), "--out", request];

  it("signs what is tried against the chain, for anybody to submit once", async () => {
    const { out, ...printed } = await ok("buyer", ...sign(`${batchId}:300`));
    expect([out, printed["kind"]]).to.deep.equal([request, "RetirementRequest"]);
    expect(JSON.parse(readFileSync(request, "utf8"))).to.deep.equal(printed);
    const submitted = await ok("stranger", "submit-retirement", request);
    expect(submitted).to.include({ holder: addressOf("buyer"), recipient: addressOf("rival"), certificateId: "1" });
    expect((await refused(EXIT.check, "stranger", "submit-retirement", request))["code"]).to.equal(
      "CHAIN_CARBON_CREDIT_NONCE_USED",
    );
    const { certificates, credit } = registry.contracts;
    expect(await certificates.read.ownerOf([1n])).to.equal(addressOf("rival"));
    expect(await credit.read.balanceOf([addressOf("buyer"), batchId])).to.equal(100n);
    expect((await refused(EXIT.check, "buyer", ...sign(`${batchId}:101`)))["code"]).to.equal(
      "CHAIN_ERC1155_INSUFFICIENT_BALANCE",
    );
  });

  it("makes void what was signed", async () => {
    const { statement } = (await ok("buyer", ...sign(`${batchId}:1`))) as { statement: { nonce: string } };
    await ok("buyer", "void-retirement", statement.nonce);
    expect((await refused(EXIT.check, "stranger", "submit-retirement", request))["code"]).to.equal(
      "CHAIN_CARBON_CREDIT_NONCE_USED",
    );
    writeFileSync(request, JSON.stringify({ kind: "Report" }));
    expect(await refused(EXIT.usage, "stranger", "submit-retirement", request)).to.include({
      code: "ATTEST_SIGNED_INVALID",
      field: "<signed-request> /kind",
    });
  });

  it("retires for a holder who approved the key, with the certificate where the holder wants it", async () => {
    const forBuyer = (to: (typeof ROLES)[number]) =>
      ["retire", `${batchId}:50`, ...TEXT, "--for", addressOf("buyer"), "--recipient", addressOf(to)] as const;
    expect((await refused(EXIT.check, "stranger", ...forBuyer("buyer")))["code"]).to.equal(
      "CHAIN_ERC1155_MISSING_APPROVAL_FOR_ALL",
    );
    await ok("buyer", "approve", addressOf("stranger"));
    expect((await refused(EXIT.check, "stranger", ...forBuyer("stranger")))["code"]).to.equal(
      "CHAIN_CARBON_CREDIT_RECIPIENT_NOT_NAMED",
    );
    await ok("buyer", "name-recipient", addressOf("rival"));
    expect(await ok("stranger", ...forBuyer("rival"))).to.include({
      holder: addressOf("buyer"),
      recipient: addressOf("rival"),
      certificateId: "2",
    });
    await ok("buyer", "disapprove", addressOf("stranger"));
    expect((await refused(EXIT.check, "stranger", ...forBuyer("rival")))["code"]).to.equal(
      "CHAIN_ERC1155_MISSING_APPROVAL_FOR_ALL",
    );
  });
});
