import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { expect } from "chai";

import { openRun } from "../../../scripts/start/runs.ts";

describe("the runs of npm start", () => {
  let base: string;
  let other: ChildProcess;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "sixfold-runs-"));
  });
  afterEach(() => rmSync(base, { recursive: true }));
  before(() => {
    other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  });
  after(() => other.kill());

  /** A run that was left some hours ago, with evidence in it and the id of the process that made it. */
  const fabricate = (name: string, hoursAgo: number, pid?: string): void => {
    mkdirSync(join(base, name, "evidence"), { recursive: true });
    writeFileSync(join(base, name, "evidence", "block"), "bytes");
    if (pid !== undefined) writeFileSync(join(base, name, "pid"), pid);
    const then = new Date(Date.now() - hoursAgo * 3_600_000);
    utimesSync(join(base, name), then, then);
  };
  /** An id that no process has: the kernel gives none above 2^22 (proc(5), pid_max). */
  const NOBODY = `${2 ** 22 + 1}`;

  it("makes a run of this process where there was none", () => {
    const run = openRun(join(base, "new"));
    expect(readFileSync(join(run, "pid"), "utf8")).to.equal(`${process.pid}`);
  });

  it("keeps the newest three with the new one, whatever the order of their names", () => {
    fabricate("run-d", 1, NOBODY);
    fabricate("run-a", 2, NOBODY);
    fabricate("run-c", 3, NOBODY);
    fabricate("run-b", 4);
    const run = openRun(base);
    expect(readdirSync(base).toSorted()).to.deep.equal(["run-a", "run-d", basename(run)].toSorted());
    expect(existsSync(join(base, "run-a", "evidence", "block"))).to.equal(true);
  });

  it("never removes a run that a living process uses", () => {
    fabricate("run-old", 9, `${other.pid}`);
    for (const hours of [1, 2, 3, 4]) fabricate(`run-${hours}`, hours, NOBODY);
    openRun(base);
    expect(existsSync(join(base, "run-old", "evidence", "block"))).to.equal(true);
    expect(existsSync(join(base, "run-3"))).to.equal(false);
  });

  it("takes no damaged id for a living process, and touches nothing that is no run", () => {
    mkdirSync(join(base, "kept"));
    writeFileSync(join(base, "run-file"), "");
    for (const [index, pid] of ["", "0", "-1", "x"].entries()) fabricate(`run-${index}`, 5 + index, pid);
    for (const hours of [1, 2]) fabricate(`run-new-${hours}`, hours, NOBODY);
    const run = openRun(base);
    const left = ["kept", "run-file", "run-new-1", "run-new-2", basename(run)];
    expect(readdirSync(base).toSorted()).to.deep.equal(left.toSorted());
  });
});
