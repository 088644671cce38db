import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { suggestTerms } from "../../oracle/chain/suggest-terms.ts";
import { ownProgramDigest } from "../../oracle/programs/own-program.ts";
import { serviceOf } from "../../oracle/core/services/index.ts";
import { simulatePaddy } from "../../scripts/simulate/paddy.ts";
import { runProcess, stopProcesses } from "../../scripts/start/processes.ts";
import { setRules } from "../../scripts/start/set-rules.ts";
import { startWorld } from "../../scripts/start/world.ts";
import type { World } from "../../scripts/start/world.ts";

type Json = Readonly<Record<string, unknown>>;

/** A season whose credit is not zero. */
const SEED = 1n;
const DEVELOPER = "dev:3";
/** Another developer. */
const RIVAL = "dev:4";
const BUYER = "dev:5";
const EXIT = { ok: 0, check: 1, usage: 2, infrastructure: 3 } as const;

/** Every verb of the command, each a process of its own, on a chain, operators, a verifier and a gateway. */
describe("sixfold, verb by verb", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-verbs-"));
  let world: World;
  let project: string;
  let scenes: string;

  before(async () => {
    [world, { project, scenes }] = await Promise.all([
      startWorld(join(folder, "world"), writeFileSync),
      simulatePaddy({ seed: SEED, out: join(folder, "simulated") }),
    ]);
    const parameters: unknown = JSON.parse(readFileSync(join(project, "parameters.json"), "utf8"));
    const program = await ownProgramDigest("paddy-ipcc-2019");
    await setRules(world, [suggestTerms(serviceOf("paddy", "paddy-ipcc-2019"), parameters, program)]);
  });
  after(async () => {
    await stopProcesses();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (...args: readonly string[]): Promise<{ exitCode: number; json: Json }> => {
    const { exitCode, stdout, stderr } = await runProcess("oracle/cli/main.ts", [...args, "--json"]);
    expect(stdout.trim().split("\n"), stderr).to.have.length(1);
    return { exitCode, json: JSON.parse(stdout) as Json };
  };
  const ok = async (...args: readonly string[]): Promise<Json> => {
    const { exitCode, json } = await run(...args);
    expect(exitCode, JSON.stringify(json)).to.equal(EXIT.ok);
    return json;
  };
  const refused = async (expected: number, ...args: readonly string[]): Promise<string> => {
    const { exitCode, json } = await run(...args);
    expect(exitCode, JSON.stringify(json)).to.equal(expected);
    return (json["error"] as { code: string }).code;
  };
  const onChain = (): readonly string[] => ["--deployment", world.deploymentFile];
  const boundary = (): readonly string[] => ["--boundary", join(project, "boundary.geojson")];
  const register = (key: string): readonly string[] => [
    ...["project", "register", ...onChain(), "--key", key, ...boundary()],
    ...["--methodology-id", "1", "--edge-level", "20", "--host-country", "JP"],
    ...["--crediting-start", "2024-05-15", "--crediting-end", "2034-05-15"],
  ];

  it("registers, claims and activates a project", async () => {
    expect((await ok(...register(DEVELOPER)))["projectId"]).to.equal("1");
    await ok("project", "claim", "1", ...onChain(), "--key", DEVELOPER, ...boundary(), "--dry-run");
    await ok("project", "claim", "1", ...onChain(), "--key", DEVELOPER, ...boundary());
    const activate = ["project", "activate", "1", ...onChain(), "--key", DEVELOPER, "--project", project];
    expect(await refused(EXIT.check, ...activate, "--verifier-url", world.verifier.url)).to.equal(
      "ATTEST_VALIDATION_REFUSED",
    );
    await ok("project", "design", "1", ...onChain(), "--key", DEVELOPER, "--project", project);
    expect(await refused(EXIT.infrastructure, ...activate, "--verifier-url", "http://127.0.0.1:9")).to.equal(
      "ATTEST_SIGNER_UNREACHABLE",
    );
    await ok(...activate, "--verifier-url", world.verifier.url);
    const shown = await ok("project", "show", "1", ...onChain());
    expect(shown["status"]).to.match(/active/i);
  });

  it("test_L1_refuses_the_same_ground_to_another_developer", async () => {
    expect((await ok(...register(RIVAL)))["projectId"]).to.equal("2");
    expect(await refused(EXIT.check, "project", "claim", "2", ...onChain(), "--key", RIVAL, ...boundary())).to.equal(
      "CHAIN_GROUND_CONFLICT",
    );
  });

  it("offers a project, which only an account of a developer accepts", async () => {
    const buyer = (await ok("key", "address", "--key", BUYER))["address"] as string;
    const offered = await ok("project", "offer", "2", buyer, ...onChain(), "--key", RIVAL);
    expect(offered["offeredTo"]).to.equal(buyer);
    expect(await refused(EXIT.check, "project", "accept", "2", ...onChain(), "--key", BUYER)).to.equal(
      "CHAIN_DEVELOPER_ACCOUNT_UNKNOWN",
    );
    const developer = (await ok("key", "address", "--key", DEVELOPER))["address"] as string;
    await ok("project", "offer", "2", developer, ...onChain(), "--key", RIVAL);
    expect(await ok("project", "accept", "2", ...onChain(), "--key", DEVELOPER)).to.include({ owner: developer });
    const rival = (await ok("key", "address", "--key", RIVAL))["address"] as string;
    await ok("project", "offer", "2", rival, ...onChain(), "--key", DEVELOPER);
    await ok("project", "accept", "2", ...onChain(), "--key", RIVAL);
  });

  it("gives a draft up, frees its ground, and pays its bond out", async () => {
    const by = (...args: readonly string[]): readonly string[] => [...args, ...onChain(), "--key", RIVAL];
    expect(await refused(EXIT.check, ...by("project", "state-serials", "2", "1-50", "--programme", "1"))).to.equal(
      "CHAIN_PROGRAMME_UNKNOWN",
    );
    const blocks = boundary();
    // A neighbour's ground: half a degree north of the project's.
    const moved = JSON.parse(readFileSync(blocks[1]!, "utf8"), (_, value: unknown) =>
      Array.isArray(value) && typeof value[1] === "number" ? [value[0], value[1] + 0.5] : value,
    ) as unknown;
    const elsewhere = join(folder, "elsewhere.geojson");
    writeFileSync(elsewhere, JSON.stringify(moved));
    const claimed = await ok(...by("project", "claim", "2", "--boundary", elsewhere));
    expect(claimed["leftOut"]).to.deep.equal([]);
    const prolonged = await ok(...by("project", "prolong", "2"));
    expect(BigInt(prolonged["feeWei"] as string)).to.equal(BigInt(claimed["bondWei"] as string) / 4n);
    const file = join(folder, "ground.json");
    const held = await ok("project", "ground", "2", ...onChain(), "--boundary", elsewhere, "--out", file);
    expect(held).to.include({ blocks: claimed["blocks"] });
    expect((JSON.parse(readFileSync(file, "utf8")) as { blocks: unknown[] }).blocks).to.have.length(
      claimed["blocks"] as number,
    );
    const release = by("project", "release", "2");
    expect(await refused(EXIT.check, ...release)).to.equal("CHAIN_GROUND_NOT_RELEASABLE");

    const withdraw = by("project", "withdraw", "2");
    expect(await refused(EXIT.check, "project", "withdraw", "2", ...onChain(), "--key", DEVELOPER)).to.equal(
      "CHAIN_PROJECT_NOT_OWNER",
    );
    expect((await ok(...withdraw, "--dry-run"))["transaction"] ?? null).to.equal(null);
    expect((await ok(...withdraw))["transaction"]).to.match(/^0x/);
    for (const ending of ["complete", "withdraw"])
      expect(await refused(EXIT.check, ...by("project", "announce-ending", "2", ending))).to.equal(
        "CHAIN_PROJECT_STATUS_MISMATCH",
      );
    for (const ending of ["complete", "lapse"])
      expect(await refused(EXIT.check, ...by("project", ending, "2"))).to.equal("CHAIN_PROJECT_STATUS_MISMATCH");
    const released = await ok(...release);
    expect(released["segments"]).to.equal(claimed["segments"]);
    const [returned, burnt] = [released["bondWei"], released["burntWei"]].map((wei) => BigInt(wei as string));
    expect(returned! + burnt!).to.equal(BigInt(claimed["bondWei"] as string));
    expect(burnt! > 0n).to.equal(true);
    expect(await ok(...release)).to.include({ segments: 0, bondWei: "0" });
    expect(await ok(...by("project", "withdraw-bond"))).to.include({ amountWei: released["bondWei"] });
    expect(await refused(EXIT.check, ...by("project", "withdraw-bond"))).to.equal("CHAIN_GROUND_NO_BOND");
  });

  let cid = "";
  let car = "";
  it("analyses without a chain, over ground that was read from one before, and keeps the evidence", async () => {
    const ground = join(folder, "claimed.json");
    await ok("project", "ground", "1", ...onChain(), ...boundary(), "--out", ground);
    const analysed = await ok(
      ...["analyse", "--service", "paddy", "--methodology", "paddy-ipcc-2019"],
      ...["--project", project, "--ground", ground, "--scenes", scenes],
      ...["--out", join(folder, "out"), "--store", world.store],
    );
    cid = analysed["cid"] as string;
    const used = analysed["used"] as readonly string[];
    expect(used.length).to.be.greaterThan(0);
    expect(new Set(used).size).to.equal(used.length);
    expect(analysed["refused"]).to.be.an("array");
    car = join(folder, "exported.car");
    await ok("evidence", "export", cid, "--store", world.store, "--out", car);
    expect(readFileSync(car).equals(readFileSync(join(folder, "out", `${cid}.car`)))).to.equal(true);
    expect((await ok("evidence", "import", car, "--store", join(folder, "other")))["cid"]).to.equal(cid);
    await ok("verify", cid, "--gateway", world.gateway);
    await ok("verify", car, "--against-source", "--catalogue", scenes);
    expect(await refused(EXIT.infrastructure, "verify", cid, "--gateway", "http://127.0.0.1:9")).to.match(/^STORE_/);
  });

  let reportId = "";
  it("collects signatures, posts once, and refuses a report that was changed", async () => {
    const signed = join(folder, "signed.json");
    await ok(
      ...["report", "collect", cid, "--project", "1", ...onChain(), "--store", world.store, "--out", signed],
      ...["--operator", ...world.operators.slice(0, 2).map(({ url }) => url), "--verifier", world.verifier.url],
    );
    const forged = join(folder, "forged.json");
    const honest = JSON.parse(readFileSync(signed, "utf8")) as { statement: { measuredKg: string } };
    const measuredKg = String(BigInt(honest.statement.measuredKg) + 1n);
    writeFileSync(forged, JSON.stringify({ ...honest, statement: { ...honest.statement, measuredKg } }));
    expect(await refused(EXIT.check, "report", "post", forged, ...onChain(), "--key", "dev:6")).to.match(/^CHAIN_/);
    const posted = await ok("report", "post", signed, ...onChain(), "--key", "dev:6");
    reportId = posted["reportId"] as string;
    const again = await ok("report", "post", signed, ...onChain(), "--key", "dev:7");
    expect(again).to.include({ reportId });
    expect(again["transaction"] ?? null).to.equal(null);
    const shown = await ok("report", "show", reportId, ...onChain());
    expect(shown).to.include({ cid, state: "window open" });
    const byAddress = (list: readonly string[]) => list.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    const operators = world.operators.map(({ address }) => address);
    expect(shown["signers"]).to.deep.equal(byAddress(operators.slice(0, 2)));

    const add = ["report", "add-signatures", reportId, ...onChain(), "--key", "dev:7"] as const;
    const third = world.operators[2]!;
    expect(await ok(...add, "--operator", third.url)).to.deep.include({ signers: [third.address], signedBy: 7 });
    expect((await ok("report", "show", reportId, ...onChain()))["signers"]).to.deep.equal(byAddress(operators));
    expect(await refused(EXIT.infrastructure, ...add, "--operator", "http://127.0.0.1:9")).to.match(/^ATTEST_/);
    const unknown = `0x${"1".repeat(64)}`;
    expect(
      await refused(
        EXIT.check,
        ...["report", "add-signatures", unknown, ...onChain(), "--key", "dev:7"],
        "--operator",
        third.url,
      ),
    ).to.equal("CHAIN_REPORT_UNKNOWN");
  });

  it("issues after the window, transfers, retires, and verifies the certificate from CAR and RPC", async () => {
    const issue = ["credit", "issue", reportId, ...onChain(), "--key", "dev:6"];
    expect(await refused(EXIT.check, ...issue)).to.match(/^CHAIN_/);
    await world.clock.waitUntil((await world.clock.now()) + 8 * 86_400);
    expect(await ok("report", "show", reportId, ...onChain())).to.include({ state: "issuable" });
    const before = await world.clock.now();
    const { batchId, transaction } = (await ok(...issue)) as { batchId: string; transaction: string };
    expect(await refused(EXIT.check, ...issue), "test_L5").to.match(/^CHAIN_/);
    const buyer = world.signers.buyer.address;
    await ok("credit", "transfer", batchId, buyer, "1000", ...onChain(), "--key", DEVELOPER);
    const text = ["--beneficiary", "A buyer", "--message", "SIMULATED"];
    expect(
      await refused(EXIT.check, "credit", "retire", `${batchId}:1001`, ...text, ...onChain(), "--key", BUYER),
    ).to.match(/^CHAIN_/);
    const { certificateId } = (await ok(
      ...["credit", "retire", `${batchId}:600`, ...text, ...onChain(), "--key", BUYER],
    )) as { certificateId: string };
    const report = await ok("report", "show", reportId, ...onChain());
    const batch = report["batch"] as Json;
    expect(report["state"]).to.equal("issued");
    expect(batch).to.include({ batchId, transaction, issuedKg: report["netKg"], retiredKg: "600", cancelledKg: "0" });
    expect(batch["issuedAt"]).to.be.within(before, await world.clock.now());
    const third = world.signers.otherDeveloper.address;
    const byThird = [
      "credit",
      "transfer",
      batchId,
      third,
      "100",
      "--from",
      world.signers.developer.address,
      ...onChain(),
      "--key",
      "dev:4",
    ];
    expect(await refused(EXIT.check, ...byThird)).to.equal("CHAIN_ERC1155_MISSING_APPROVAL_FOR_ALL");
    await ok("credit", "approve", third, ...onChain(), "--key", DEVELOPER);
    await ok(...byThird);
    await ok("credit", "disapprove", third, ...onChain(), "--key", DEVELOPER);
    expect(await refused(EXIT.check, ...byThird)).to.equal("CHAIN_ERC1155_MISSING_APPROVAL_FOR_ALL");
    expect(await ok("credit", "show", batchId, "--holder", third, ...onChain())).to.include({ balanceKg: "100" });
    const certificate = await ok("certificate", "show", certificateId, ...onChain());
    expect(certificate).to.include({ beneficiary: "A buyer", message: "SIMULATED" });
    const shown = await ok("credit", "show", batchId, "--holder", buyer, ...onChain());
    expect(shown).to.include({ retiredKg: "600", balanceKg: "400" });

    const request = join(folder, "request.json");
    const sign = ["credit", "sign-retirement", `${batchId}:300`, ...text, "--recipient", third, "--out", request];
    const printed = await ok(...sign, ...onChain(), "--key", BUYER);
    expect(printed).to.include({ kind: "RetirementRequest" });
    const submit = ["credit", "submit-retirement", request, ...onChain(), "--key", "dev:7"];
    const submitted = await ok(...submit);
    expect(submitted).to.include({ holder: buyer, recipient: third });
    expect(await ok("certificate", "show", submitted["certificateId"] as string, ...onChain())).to.include({
      retiree: buyer,
      recipient: third,
    });
    const verified = await ok("verify", `certificate:${certificateId}`, "--car", car, ...onChain());
    expect(verified["ok"]).to.equal(true);
  });
});
