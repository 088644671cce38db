import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { expect } from "chai";

import { root } from "../../scripts/run.ts";
import { runProcess } from "../../scripts/start/processes.ts";
import { realData, realFile } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

type Step = Readonly<Record<string, string>> & { readonly title: string };

/** Kilograms of what is shown in tonnes. */
const kg = (shown: string | undefined): bigint => {
  const [, sign, tonnes, thousandths] = /^(-?)([0-9]+)\.([0-9]{3}) t CO2e$/.exec(shown ?? "")!;
  return BigInt(`${sign}${tonnes}${thousandths}`);
};

const factsOf = (step: Step): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(step).filter(([name]) => name !== "title"));

/** What one project's life must show, in this order. */
const LIFE = ["register", "claim ground", "activate", "analyse", "pin", "sign", "post", "window"] as const;
const CREDIT = ["issue", "transfer", "retire", "certificate", "retire by signature"] as const;

const DAY_MS = 86_400_000;

describe("npm start -- --once", function () {
  this.timeout(900_000);
  let steps: readonly Step[] = [];

  before(async () => {
    const { exitCode, stdout, stderr } = await runProcess("scripts/start.ts", ["--once", "--json"]);
    expect(exitCode, `${stdout}\n${stderr}`).to.equal(0);
    steps = stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Step);
  });

  /** Steps of the nth project. */
  const lifeOf = (n: number): readonly Step[] => {
    const starts = steps.flatMap(({ title }, index) => (title === "register" ? [index] : []));
    return steps.slice(starts[n], starts[n + 1]);
  };

  it("takes a project on simulated scenes from ground to certificate", () => {
    const titles = lifeOf(0).map(({ title }) => title);
    const expected = [...LIFE, ...CREDIT, "verify from the CAR"];
    expect(
      titles.filter((title) => expected.includes(title)).filter((title, i, all) => all.indexOf(title) === i),
    ).to.deep.equal(expected);
  });

  it("test_L1_the_same_ground_is_refused_to_a_second_project", () => {
    const refused = lifeOf(0).find(({ title }) => title.startsWith("a second project over the same ground"));
    expect(refused?.["code"]).to.equal("CHAIN_GROUND_CONFLICT");
    const byTheChain = lifeOf(0).find(({ title }) => title === "and the chain says so itself");
    expect(byTheChain?.["code"]).to.equal("CHAIN_GROUND_NOTHING_FREE");
  });

  it("test_L13_the_certificate_verifies_from_its_car_and_an_rpc_alone", () => {
    const { checks } = lifeOf(0).find(({ title }) => title === "verify from the CAR")!;
    const [, held, all] = /^(\d+) of (\d+) hold$/.exec(checks!)!;
    expect(held).to.equal(all);
    expect(Number(all)).to.be.greaterThan(5);
  });

  it("test_L13_a_flipped_bit_in_the_car_fails_verification_with_exit_code_1", async () => {
    const folder = join(root, steps.find(({ title }) => title === "done")!["folder"]!);
    const [name] = readdirSync(folder).filter((file) => file.endsWith(".car"));
    const car = readFileSync(join(folder, name!));
    for (const byte of [car.length - 1, Math.floor(car.length / 2), 100]) {
      const tampered = Buffer.from(car);
      tampered[byte]! ^= 1;
      const path = join(folder, "tampered.car");
      writeFileSync(path, tampered);
      const { exitCode, stdout } = await runProcess("oracle/cli/main.ts", ["verify", path, "--json"]);
      expect(exitCode, `byte ${byte}: ${stdout}`).to.equal(1);
    }
    const { exitCode } = await runProcess("oracle/cli/main.ts", ["verify", join(folder, name!), "--json"]);
    expect(exitCode).to.equal(0);
  });

  it("runs the real An Giang series through the same path", function () {
    skipWithout(this, realData);
    const titles = lifeOf(2).map(({ title }) => title);
    expect(titles).to.include.members([...LIFE, "verify from the CAR"]);
  });

  /** The one step of a life with this title. */
  const stepOf = (n: number, wanted: string): Step => lifeOf(n).find(({ title }) => title === wanted)!;

  const addsUp = (n: number): void => {
    const [analysed, posted] = [stepOf(n, "analyse"), stepOf(n, "post")];
    const gross = kg(analysed["measured"]) - kg(analysed["less baseline"]) - kg(analysed["less leakage"]);
    expect(kg(analysed["is gross"])).to.equal(gross);
    expect(kg(posted["gross"])).to.equal(gross);
    const below = posted["less what is below 0"];
    const net = gross - kg(posted["less deduction"]) - (below === undefined ? 0n : kg(below));
    expect(kg(posted["is net"])).to.equal(net);
    expect(posted["deduction rule"]).to.equal("trees 2.0, z 0.524417");
  };

  it("test_L5_shows_how_what_was_measured_becomes_what_is_issued_to_the_kilogram", () => {
    addsUp(0);
    const [posted, issued] = [stepOf(0, "post"), stepOf(0, "issue")];
    expect(kg(posted["less deduction"]) > 0n).to.equal(true);
    expect(kg(issued["amount"])).to.equal(kg(posted["is net"]));
  });

  it("adds up on the real series too, whose gross amount is below zero", function () {
    skipWithout(this, realData);
    addsUp(2);
    expect(kg(stepOf(2, "post")["less what is below 0"]) < 0n).to.equal(true);
  });

  it("test_L5_a_false_report_is_challenged_and_struck_and_its_signers_pay", () => {
    const [told, resolved] = [stepOf(0, "a false report, signed with stolen keys"), stepOf(0, "resolve")];
    expect(kg(told["says it measured"]) > kg(told["its evidence says"])).to.equal(true);
    expect(resolved["ruling"]).to.equal("struck");
    expect(resolved["because"]).to.contain("measuredKg");
    expect(resolved["the verifier lost"]).to.equal("1 ether");
    expect(kg(stepOf(0, "issue")["amount"]) < kg(told["its evidence says"])).to.equal(true);
  });

  it("takes a simulated forest from its surveys to credits", () => {
    addsUp(1);
    expect(lifeOf(1).map(({ title }) => title)).to.include.members([...LIFE, ...CREDIT, "verify from the CAR"]);
    expect(kg(stepOf(1, "issue")["amount"])).to.equal(kg(stepOf(1, "post")["is net"]));
  });

  it("test_L10_L11_a_fire_over_its_credits_is_said_confirmed_and_met_and_its_certificate_tells", () => {
    const stepCalled = (wanted: string): Step => steps.find(({ title }) => title === wanted)!;
    const found = stepCalled("SIMULATED: fire in the forest, as a pair of scenes shows it");
    expect(found["finding"]).to.equal("loss");
    const opened = stepCalled("alert, by one operator");
    expect([opened["cause"], opened["issuance is stopped"]]).to.deep.equal(["fire", true]);
    const confirmed = stepCalled("alert, confirmed by a quorum");
    expect(kg(confirmed["counted"])).to.equal(kg(found["lost at most"]));
    const met = stepCalled("loss met from the buffer");
    expect([met["deficit"], met["still due"]]).to.deep.equal(["0.000 t CO2e", "0.000 t CO2e"]);
    expect(kg(met["cancelled of its own"])).to.equal(kg(found["lost at most"]));
    const told = [opened, confirmed, met].map((step) => step["certificate says"]);
    expect(told).to.deep.equal(["at risk", "deficit", "compensated"]);
  });

  /** Fields that earn, fields in all, and the reasons of those that do not, of the nth project. */
  const fieldsOf = (n: number) => {
    const [, earning, all] = /^(\d+) of (\d+)$/.exec(stepOf(n, "fields")["that earn"]!)!;
    return {
      earning: Number(earning),
      all: Number(all),
      // Not told where every field earns.
      reasons: factsOf(
        lifeOf(n).find(({ title }) => title === "fields that earn nothing, by reason") ?? { title: "none" },
      ),
    };
  };
  const idsOf = (reasons: Readonly<Record<string, string>>): readonly string[] =>
    Object.values(reasons).flatMap((ids) => ids.split(", "));

  it("gives each field that earns nothing with its reason, and the scenes used beside those refused", () => {
    const { earning, all, reasons } = fieldsOf(0);
    const ids = idsOf(reasons);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(earning + ids.length).to.equal(all);
    expect(earning).to.be.greaterThan(0);
    expect(Number(stepOf(0, "scenes")["used"])).to.be.greaterThan(20);
    expect(stepOf(0, "scenes")).to.have.property("refused");
  });

  it("gives a reason for every field of the real series", function () {
    skipWithout(this, realData);
    const { earning, all, reasons } = fieldsOf(2);
    expect([earning, idsOf(reasons).length]).to.deep.equal([0, all]);
    expect(reasons).to.include.keys("season-insufficient-evidence", "counted as continuous");
  });

  it("gives a project that changed nothing nothing, and says why in a sentence", () => {
    const cheat = steps.find(({ title }) => title.startsWith("SIMULATED: the same project"))!;
    expect(kg(cheat["issued"])).to.equal(0n);
    expect(cheat["because"]).to.match(
      /^it is measured at -\d+\.\d{3} t CO2e: its fields did no more than their controls$/,
    );
  });

  it("finds the fire in a real pair, finds a green-up undetermined, and verifies both from their CARs", function () {
    skipWithout(this, realFile("part2/integrity/burn_basins_usgs.csv"));
    const looks = steps.filter(({ title }) => title.startsWith("look for fire"));
    expect(looks.map(({ finding }) => finding)).to.deep.equal(["loss", "undetermined: green-up"]);
    const boundsOf = ({ lost }: Step): readonly bigint[] => lost!.split(" to ").map(kg);
    const [fire, hidden] = looks.map((look) => ({
      kg: boundsOf(look),
      m2: look["m2 burned"]!.match(/\d+/g)!.map(BigInt),
    }));
    expect(0n < fire!.m2[0]! && fire!.m2[0]! <= fire!.m2[1]! && fire!.m2[1]! <= fire!.m2[2]!).to.equal(true);
    expect(0n < fire!.kg[0]! && fire!.kg[0]! < fire!.kg[1]!).to.equal(true);
    expect([hidden!.m2[0], hidden!.m2[1], hidden!.kg[0]]).to.deep.equal([0n, hidden!.m2[2], 0n]);
    for (const { between, verified } of looks) {
      expect(between).to.match(/^\d{4}-\d\d-\d\d and \d{4}-\d\d-\d\d$/);
      const [, held, all] = /^(\d+) of (\d+) hold$/.exec(verified!)!;
      expect(held).to.equal(all);
    }
  });

  it("says that it moves the chain's clock, for the public delay and for each window", () => {
    const moves = steps
      .filter(({ title }) => title === "the local chain's clock was moved")
      .map(({ by, from, to }) => ({ by, days: (Date.parse(to!) - Date.parse(from!)) / DAY_MS }));
    const windows = steps.filter(({ title }) => title === "window");
    expect(moves.map(({ by }) => by)).to.deep.equal(["2 days", ...windows.map(({ days }) => `${days} days`)]);
    for (const { by, days } of moves) expect(days).to.be.closeTo(Number.parseFloat(by!), 0.05);
  });

  it("sums up each project with the numbers of its steps", () => {
    const projects = steps.filter(({ title }) => title === "register").length;
    const summaries = steps.filter(({ title }) => title === "summary");
    expect(summaries).to.have.length(projects);
    expect(summaries[0]).to.include({
      measured: stepOf(0, "analyse")["measured"],
      issued: stepOf(0, "issue")["amount"],
      verified: stepOf(0, "verify from the CAR")["checks"],
    });
    expect(kg(summaries[0]!["retired"])).to.equal(
      kg(stepOf(0, "retire")["amount"]) + kg(stepOf(0, "retire by signature")["amount"]),
    );
    expect(stepOf(0, "retire by signature")["coin of the holder"]).to.equal("0");
    // By cells, as it was validated; the analysis counts pixels by their centres.
    const [, claimed, blocks] = /^(\d+) m2 in (\d+) blocks$/.exec(summaries[0]!["claimed"]!)!;
    expect(Number(claimed) / Number(stepOf(0, "analyse")["claimed m2"])).to.be.closeTo(1, 0.02);
    expect(blocks).to.equal(String(stepOf(0, "claim ground")["blocks"]));
  });

  it("ends with a command to try that works although the chain has ended with it", async () => {
    const last = steps.at(-1)!;
    expect(last.title).to.match(/^try next/);
    const command = Object.values(factsOf(last)).at(-1)!;
    const [program, ...args] = command.split(" ");
    const { stdout } = await promisify(execFile)(program!, args, { cwd: root });
    expect(stdout).to.match(/every check holds\n$/);
  });

  it("prints paths from the checkout", () => {
    const { deployment } = steps.find(({ title }) => title === "running")!;
    expect(deployment).to.match(/^\.sixfold/);
    expect(existsSync(join(root, deployment!))).to.equal(true);
    expect(steps.filter((step) => JSON.stringify(step).includes(join(root, ".sixfold")))).to.deep.equal([]);
  });

  it("refuses an option that it does not have without a stack trace", async () => {
    const { exitCode, stdout, stderr } = await runProcess("scripts/start.ts", ["--twice"]);
    expect(exitCode, stdout).to.equal(2);
    expect(stderr).to.match(/^error {2}START_USAGE\nfield {2}arguments\nvalue {2}"--twice"\nrule {3}Unknown option/);
    expect(stderr).not.to.match(/^ +at /m);
  });
});

describe("npm start, stopped before it is done", function () {
  this.timeout(300_000);

  it("leaves no process behind", async () => {
    const child = spawn(process.execPath, ["scripts/start.ts", "--json"], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    const urls: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const { title, ...facts } = JSON.parse(line) as Step;
      if (title !== "running") continue;
      urls.push(...(JSON.stringify(facts).match(/http:\/\/127\.0\.0\.1:\d+/g) ?? []));
      await Promise.all(urls.map((url) => fetch(url)));
      child.kill("SIGTERM");
    }
    expect(await ended).to.deep.equal([1, null]);
    // The chain, the gateway, three operators and the verifier.
    expect(urls).to.have.length(6);
    const answers = await Promise.allSettled(urls.map((url) => fetch(url)));
    expect(answers.map(({ status }) => status)).to.deep.equal(urls.map(() => "rejected"));
  });
});
