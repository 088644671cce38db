import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { developmentSigner } from "../../../oracle/chain/signer.ts";
import { connect } from "../../../oracle/chain/connect.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { parseDeployment } from "../../../oracle/chain/deployment.ts";
import { ipccReferenceParameters } from "../../../oracle/core/services/paddy/terms.ts";
import { localClock } from "../../../scripts/start/clock.ts";
import { runProcess, startProcess, stopProcesses } from "../../../scripts/start/processes.ts";

type Json = Readonly<Record<string, unknown>>;
type Announced = { state: string; call: string; operationId: string; readyAt: string; expiresAt: string };

const DAY = 86_400;
const [ADMIN, GOVERNOR, GUARDIAN] = [7, 1, 8] as const;
const EXIT = { ok: 0, check: 1, usage: 2 } as const;
const [verifier, developer, ...operators] = [2, 3, 12, 10, 11].map((index) => developmentSigner(index).address);

describe("sixfold governor and key", function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-governor-"));
  const deploymentFile = join(folder, "deployment.json");
  let chain: Chain;
  let clock: ReturnType<typeof localClock>;

  before(async () => {
    const roles = [ADMIN, GOVERNOR, GUARDIAN].map((index) => developmentSigner(index).address);
    const deployment = parseDeployment(await startProcess("local chain", "scripts/local-chain.ts", roles));
    writeFileSync(deploymentFile, JSON.stringify(deployment));
    chain = await connect({ deployment });
    clock = localClock(chain);
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
  const key = ["--key", `dev:${GOVERNOR}`];
  const govern = (verb: string, ...args: readonly string[]) =>
    run("governor", verb, ...args, "--deployment", deploymentFile, ...(verb === "list" ? [] : key));
  const ok = async (verb: string, ...args: readonly string[]): Promise<Json> => {
    const { exitCode, json } = await govern(verb, ...args);
    expect(exitCode, JSON.stringify(json)).to.equal(EXIT.ok);
    return json;
  };
  const refused = async (expected: number, verb: string, ...args: readonly string[]): Promise<Json> => {
    const { exitCode, json } = await govern(verb, ...args);
    expect(exitCode, JSON.stringify(json)).to.equal(expected);
    return json["error"] as Json;
  };
  const announcements = async (): Promise<readonly Announced[]> =>
    (await ok("list"))["announcements"] as readonly Announced[];
  const pass = async (seconds: number): Promise<void> => clock.waitUntil((await clock.now()) + seconds);
  const nonce = (): Promise<number> =>
    chain.client.getTransactionCount({ address: developmentSigner(GOVERNOR).address });

  it("announces, refuses to be early, makes when due, and then has nothing to do", async () => {
    const set = ["announce-operators", ...operators, "--quorum", "2"] as const;
    const rehearsed = await ok(...set, "--dry-run");
    expect([rehearsed["state"], await nonce()]).to.deep.equal(["announced", 0]);
    const announced = await ok(...set);
    expect(announced["state"]).to.equal("announced");
    const readyAt = Date.parse(announced["readyAt"] as string) / 1000;
    expect(readyAt).to.equal((await clock.now()) + 2 * DAY);

    await pass(2 * DAY - 60);
    const early = await refused(EXIT.check, ...set);
    expect(early["code"]).to.equal("CLI_NOT_DUE");
    expect(early["rule"]).to.contain(announced["readyAt"]);
    expect(await nonce()).to.equal(1);
    expect(await chain.contracts.operators.read.operators()).to.deep.equal([]);

    await clock.waitUntil(readyAt);
    expect((await ok(...set))["state"]).to.equal("made");
    expect(await chain.contracts.operators.read.quorum()).to.equal(2);
    expect([...(await chain.contracts.operators.read.operators())].sort()).to.deep.equal([...operators].sort());
    expect((await ok(...set))["state"]).to.equal("in force");
    expect(await nonce()).to.equal(2);
  });

  it("waits for the chain's clock when it is asked to", async () => {
    const waiting = ok("accredit", verifier!, "--pools", "paddy-methane", "peat", "--until", "2099-01-01", "--wait");
    while ((await announcements()).length < 2) await new Promise((resolve) => setTimeout(resolve, 200));
    await pass(2 * DAY);
    expect((await waiting)["state"]).to.equal("made");
    expect(await chain.contracts.verifiers.read.accreditation([verifier!])).to.deep.equal([
      (1 << 2) | (1 << 4),
      Date.parse("2099-01-01") / 1000,
    ]);
  });

  it("proposes a methodology by its terms, activates it, and refuses other terms under its version", async () => {
    const parameters = join(folder, "parameters.json");
    const terms = join(folder, "terms.json");
    writeFileSync(parameters, JSON.stringify(ipccReferenceParameters({ gwp: "AR5" })));
    const write = ["governor", "methodology-terms", "--service", "paddy", "--methodology", "paddy-ipcc-2019"];
    const written = await run(...write, "--parameters", parameters, "--out", terms);
    expect(written.exitCode, JSON.stringify(written.json)).to.equal(EXIT.ok);
    expect((await run(...write, "--parameters", parameters, "--out", terms)).exitCode).to.equal(EXIT.usage);

    const propose = ["propose-methodology", terms] as const;
    const activate = ["activate-methodology", "1"] as const;
    expect((await ok(...propose))["state"]).to.equal("announced");
    expect((await ok(...activate))["state"]).to.equal("announced");
    await pass(2 * DAY);
    expect(await ok(...propose)).to.include({ state: "made", methodology: 1 });
    expect((await ok(...activate))["state"]).to.equal("made");
    expect(await ok(...propose)).to.include({ state: "in force", methodology: 1 });
    const { active, pool, edgeLevels, challengeWindow } = await chain.contracts.methodologies.read.terms([1]);
    expect({ active, pool, edgeLevels, challengeWindow }).to.deep.equal({
      active: true,
      pool: 2,
      edgeLevels: 2,
      challengeWindow: 7 * DAY,
    });

    const held = JSON.parse(readFileSync(terms, "utf8")) as Json;
    const changed = join(folder, "changed.json");
    writeFileSync(changed, JSON.stringify({ ...held, maxKgPerHaYear: 17_000 }));
    expect((await refused(EXIT.check, "propose-methodology", changed))["code"]).to.equal("CHAIN_METHODOLOGY_VERSION");
    writeFileSync(changed, JSON.stringify({ ...held, reversible: true }));
    const invalid = await refused(EXIT.usage, "propose-methodology", changed);
    expect([invalid["code"], invalid["field"]]).to.deep.equal(["CHAIN_TERMS_INVALID", "terms/monitoringYears"]);
  });

  it("announces anew what has expired, cancels, and lists what became of everything", async () => {
    await ok("admit-developer", "LEI:5493001KJTIIGC8Y1R12");
    await pass(2 * DAY);
    await ok("admit-developer", "LEI:5493001KJTIIGC8Y1R12");
    const tie = ["declare-tie", verifier!, "1"] as const;
    await ok(...tie);
    await pass(9 * DAY);
    expect((await ok(...tie))["state"]).to.equal("announced");
    await ok("accredit", developer!, "--pools", "peat", "--until", "2099-01-01");
    const waiting = (await announcements()).at(-1)!;
    await ok("cancel", waiting.operationId);
    expect((await refused(EXIT.check, "cancel", waiting.operationId))["code"]).to.equal("CHAIN_NOT_ANNOUNCED");
    await pass(2 * DAY);
    const shown = await announcements();
    expect(shown.map(({ call, state }) => `${call.split("(")[0]} ${state}`)).to.deep.equal([
      "announce made",
      "accredit made",
      "propose made",
      "activate made",
      "admit made",
      "declareTie expired",
      "declareTie due",
      "accredit cancelled",
    ]);
    expect(shown[5]!.call).to.equal(`declareTie("${verifier}", 1)`);
    for (const { readyAt, expiresAt } of shown)
      expect(Date.parse(expiresAt) - Date.parse(readyAt)).to.equal(7 * DAY * 1000);
    await ok(...tie);
    expect(await chain.contracts.developers.read.isTied([verifier!, 1])).to.equal(true);
    await ok("withdraw-tie", verifier!, "1");
  });

  it("refuses a stranger, an impossible quorum and an accreditation that is over", async () => {
    const tie = ["declare-tie", operators[0]!, "1", "--deployment", deploymentFile];
    const stranger = await run("governor", ...tie, "--key", "dev:9");
    expect([stranger.exitCode, (stranger.json["error"] as Json)["code"]]).to.deep.equal([
      EXIT.check,
      "CHAIN_ACCESS_MANAGER_UNAUTHORIZED_CALL",
    ]);
    expect((await refused(EXIT.usage, "announce-operators", ...operators, "--quorum", "4"))["code"]).to.equal(
      "CHAIN_QUORUM",
    );
    expect(
      (await refused(EXIT.usage, "accredit", verifier!, "--pools", "peat", "--until", "2020-01-01"))["field"],
    ).to.equal("--until");
  });

  it("lets the guardian suspend and cancel at once, and no other", async () => {
    const guard = (index: number, ...args: readonly string[]) =>
      run("guardian", ...args, "--deployment", deploymentFile, "--key", `dev:${index}`);
    await ok("declare-tie", operators[0]!, "1");
    const { operationId } = (await announcements()).at(-1)!;
    for (const other of [ADMIN, GOVERNOR]) {
      const { exitCode, json } = await guard(other, "suspend", verifier!);
      expect([exitCode, (json["error"] as Json)["code"]]).to.deep.equal([
        EXIT.check,
        "CHAIN_ACCESS_MANAGED_UNAUTHORIZED",
      ]);
    }
    const unknown = `0x${"11".repeat(32)}`;
    for (const [who, code] of [
      [GOVERNOR, "CHAIN_ACCESS_MANAGED_UNAUTHORIZED"],
      [GUARDIAN, "CHAIN_VERIFICATION_ORACLE_STATE_MISMATCH"],
    ] as const)
      expect(((await guard(who, "hold", unknown)).json["error"] as Json)["code"]).to.equal(code);
    const suspended = await guard(GUARDIAN, "suspend", verifier!);
    expect([suspended.exitCode, suspended.json["verifier"]]).to.deep.equal([EXIT.ok, verifier]);
    expect((await chain.contracts.verifiers.read.accreditation([verifier!]))[0]).to.equal(0);
    expect((await guard(GUARDIAN, "cancel", operationId)).exitCode).to.equal(EXIT.ok);
    expect((await announcements()).at(-1)!.state).to.equal("cancelled");
  });

  it("announces other operators, withdraws them, and lets anyone enact those whose week is over", async () => {
    const operator = (verb: string, ...args: readonly string[]) =>
      run("operator", verb, "--deployment", deploymentFile, ...args);
    const listed = async (): Promise<Json> => (await operator("list")).json;
    const fewer = ["announce-operators", ...operators.slice(0, 1), "--quorum", "1"] as const;
    const made = async (...call: readonly [string, ...string[]]): Promise<void> => {
      await ok(...call);
      await pass(2 * DAY);
      expect((await ok(...call))["state"]).to.equal("made");
    };
    await made(...fewer);
    expect(((await listed())["announced"] as Json)["operators"]).to.deep.equal(operators.slice(0, 1));
    const cancel = (index: number) =>
      run("guardian", "cancel-operators", "--deployment", deploymentFile, "--key", `dev:${index}`);
    expect((await cancel(GOVERNOR)).exitCode).to.equal(EXIT.check);
    expect((await cancel(GUARDIAN)).exitCode).to.equal(EXIT.ok);
    expect((await listed())["announced"] ?? null).to.equal(null);
    await made(...fewer);
    const enact = () => operator("enact", "--key", "dev:9");
    const early = await enact();
    expect([early.exitCode, (early.json["error"] as Json)["code"]]).to.deep.equal([
      EXIT.check,
      "CHAIN_OPERATOR_REGISTRY_TOO_EARLY",
    ]);
    await pass(7 * DAY);
    expect((await enact()).json).to.include({ epoch: 2 });
    expect(((await listed())["current"] as Json)["operators"]).to.deep.equal(operators.slice(0, 1));
  });

  it("makes keys that only their owner can read, overwrites none, and shows addresses alone", async () => {
    const file = join(folder, "own.key");
    const create = ["key", "create", "--out", file];
    const { exitCode, stdout } = await runProcess("oracle/cli/main.ts", create);
    expect(exitCode).to.equal(EXIT.ok);
    expect(stdout).to.match(/^0x[0-9a-fA-F]{40}\n$/);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const kept = readFileSync(file, "utf8");
    const again = await runProcess("oracle/cli/main.ts", create);
    expect(again.exitCode).to.equal(EXIT.usage);
    expect(readFileSync(file, "utf8")).to.equal(kept);
    expect(`${stdout}${again.stdout}${again.stderr}`).not.to.contain(kept.trim().slice(2));
    const shown = await runProcess("oracle/cli/main.ts", ["key", "address", "--key", `file:${file}`]);
    expect([shown.exitCode, shown.stdout]).to.deep.equal([EXIT.ok, stdout]);
  });
});
