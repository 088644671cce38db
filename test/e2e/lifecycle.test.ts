import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { runProcess } from "../../scripts/start/processes.ts";
import { realData } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

type Step = Readonly<Record<string, string>> & { readonly title: string };

/** What one project's life must show, in this order. */
const LIFE = ["register", "claim ground", "activate", "analyse", "pin", "sign", "post", "window"] as const;
const CREDIT = ["issue", "transfer", "retire", "certificate"] as const;

describe("npm start -- --once", function () {
  this.timeout(300_000);
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
    expect(refused?.["code"]).to.equal("ATTEST_GROUND_CONFLICT");
    const byTheChain = lifeOf(0).find(({ title }) => title === "and the chain says so itself");
    expect(byTheChain?.["code"]).to.equal("CHAIN_GROUND_CONFLICT");
  });

  it("test_L13_the_certificate_verifies_from_its_car_and_an_rpc_alone", () => {
    const { checks } = lifeOf(0).find(({ title }) => title === "verify from the CAR")!;
    const [, held, all] = /^(\d+) of (\d+) hold$/.exec(checks!)!;
    expect(held).to.equal(all);
    expect(Number(all)).to.be.greaterThan(5);
  });

  it("test_L13_a_flipped_bit_in_the_car_fails_verification_with_exit_code_1", async () => {
    const { folder } = steps.find(({ title }) => title === "done")!;
    const [name] = readdirSync(folder!).filter((file) => file.endsWith(".car"));
    const car = readFileSync(join(folder!, name!));
    for (const byte of [car.length - 1, Math.floor(car.length / 2), 100]) {
      const tampered = Buffer.from(car);
      tampered[byte]! ^= 1;
      const path = join(folder!, "tampered.car");
      writeFileSync(path, tampered);
      const { exitCode, stdout } = await runProcess("oracle/cli/main.ts", ["verify", path, "--json"]);
      expect(exitCode, `byte ${byte}: ${stdout}`).to.equal(1);
    }
    const { exitCode } = await runProcess("oracle/cli/main.ts", ["verify", join(folder!, name!), "--json"]);
    expect(exitCode).to.equal(0);
  });

  it("runs the real An Giang series through the same path", function () {
    skipWithout(this, realData);
    const titles = lifeOf(1).map(({ title }) => title);
    expect(titles).to.include.members([...LIFE, "verify from the CAR"]);
  });
});
