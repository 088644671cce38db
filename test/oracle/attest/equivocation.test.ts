import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import fc from "fast-check";

import { openEquivocationGuard } from "../../../oracle/attest/equivocation.ts";
import { reportKind } from "../../../oracle/attest/report-kind.ts";
import { validationKind } from "../../../oracle/attest/validation-kind.ts";
import type { Validation } from "../../../oracle/core/statements/validation.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { domainAt } from "../../../oracle/core/statements/hash.ts";
import type { Report } from "../../../oracle/core/statements/report.ts";

const contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const domain = domainAt(reportKind.table, 31337, contract);
const word = (digit: string) => `0x${digit.repeat(64)}` as const;

const report: Report = {
  projectId: 1n,
  methodologyId: 1,
  kind: 0,
  periodStart: 1000,
  periodEnd: 2000,
  measuredKg: 100n,
  baselineKg: 10n,
  leakageKg: 1n,
  lossKg: 0n,
  halfWidthKg: 5n,
  claimedM2: 10_000n,
  observedM2: 9_000n,
  groundRoot: word("1"),
  evidence: word("2"),
  previous: word("0"),
  verifier: contract,
  operatorSet: word("3"),
  expiry: 5000,
};

describe("attest/equivocation", () => {
  let count = 0;
  const folder = mkdtempSync(join(tmpdir(), "sixfold-guard-"));
  const fresh = () => join(folder, "deep", `guard-${(count += 1)}.json`);
  const admits = (path: string, candidate: Report, at = domain): boolean => {
    try {
      openEquivocationGuard(path).admit(reportKind, at, candidate);
      return true;
    } catch (error) {
      expect((error as SixfoldError).code).to.equal("ATTEST_EQUIVOCATION");
      return false;
    }
  };

  it("admits the same report again, also with what may change meanwhile, also after a restart", () => {
    const path = fresh();
    expect(admits(path, report)).to.equal(true);
    expect(admits(path, report)).to.equal(true);
    expect(admits(path, { ...report, expiry: 9000, operatorSet: word("4") })).to.equal(true);
    expect(admits(path, { ...report, previous: word("5"), verifier: domain.verifyingContract })).to.equal(true);
  });

  it("refuses other numbers or other evidence for the same or an overlapping period", () => {
    const path = fresh();
    expect(admits(path, report)).to.equal(true);
    expect(admits(path, { ...report, measuredKg: 101n })).to.equal(false);
    expect(admits(path, { ...report, evidence: word("5") })).to.equal(false);
    expect(admits(path, { ...report, periodStart: 1999, periodEnd: 3000 })).to.equal(false);
    expect(admits(path, { ...report, periodStart: 2000, periodEnd: 3000 })).to.equal(true);
    expect(admits(path, { ...report, projectId: 2n, measuredKg: 101n })).to.equal(true);
    expect(admits(path, { ...report, measuredKg: 101n }, { ...domain, chainId: 1337 })).to.equal(true);
  });

  it("says what was contradicted, when", () => {
    const guard = openEquivocationGuard(fresh());
    guard.admit(reportKind, domain, report);
    expect(() => guard.admit(reportKind, domain, { ...report, periodStart: 1500, periodEnd: 2500, measuredKg: 1n }))
      .to.throw(SixfoldError, "this key already signed another report of project 1 from 1000 to 2000")
      .that.includes({ field: "statement", value: "project 1 from 1500 to 2500", failure: "check" });
  });

  it("keeps one validation for a project, however often it is renewed, and does not mix kinds", () => {
    const guard = openEquivocationGuard(fresh());
    const at = domainAt(validationKind.table, 31337, contract);
    const validation: Validation = {
      projectId: 1n,
      owner: contract,
      request: word("1"),
      serialsRoot: word("0"),
      groundRoot: word("2"),
      edgeCells: 10n,
      areaM2: 770n,
      design: word("4"),
      expiry: 5000,
    };
    guard.admit(reportKind, domain, report);
    guard.admit(validationKind, at, validation);
    guard.admit(validationKind, at, { ...validation, expiry: 9000, groundRoot: word("9"), areaM2: 800n });
    guard.admit(validationKind, at, { ...validation, projectId: 2n, request: word("3") });
    // A draft may be handed over, but never become another project.
    guard.admit(validationKind, at, { ...validation, owner: `0x${"9".repeat(40)}` as const });
    expect(() => guard.admit(validationKind, at, { ...validation, request: word("9") }))
      .to.throw(SixfoldError)
      .that.includes({ code: "ATTEST_EQUIVOCATION", value: "project 1" });
  });

  it("never holds two different reports for overlapping periods, whatever it is asked", () => {
    const requests = fc.array(
      fc.record({
        projectId: fc.bigInt({ min: 1n, max: 2n }),
        periodStart: fc.integer({ min: 0, max: 20 }),
        length: fc.integer({ min: 1, max: 10 }),
        measuredKg: fc.bigInt({ min: 0n, max: 2n }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(requests, (asked) => {
        const guard = openEquivocationGuard(fresh());
        const admitted: Report[] = [];
        for (const { length, ...rest } of asked) {
          const candidate = { ...report, ...rest, periodEnd: rest.periodStart + length };
          try {
            guard.admit(reportKind, domain, candidate);
            admitted.push(candidate);
          } catch {
            continue;
          }
        }
        for (const a of admitted)
          for (const b of admitted)
            if (a.projectId === b.projectId && a.periodStart < b.periodEnd && b.periodStart < a.periodEnd)
              expect(a).to.deep.equal(b);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps its memory private and refuses to start from a corrupt one", () => {
    const path = fresh();
    admits(path, report);
    expect(statSync(path).mode & 0o077).to.equal(0);
    writeFileSync(path, readFileSync(path, "utf8").slice(0, -5));
    expect(() => openEquivocationGuard(path))
      .to.throw(SixfoldError)
      .with.property("code", "ATTEST_GUARD_CORRUPT");
  });

  it("refuses at the start a place where it could not remember, and says why", () => {
    const occupied = join(folder, "occupied");
    writeFileSync(occupied, "");
    for (const [path, reason] of [
      [folder, "EISDIR"],
      [join(occupied, "guard.json"), "ENOTDIR"],
    ] as const)
      expect(() => openEquivocationGuard(path), path)
        .to.throw(SixfoldError, reason)
        .that.includes({ code: "ATTEST_GUARD_UNUSABLE", failure: "usage" });
  });
});
