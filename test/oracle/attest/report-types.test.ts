import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import type { Hex } from "viem";

import {
  isCanonicalSignature,
  reportDigest,
  reportDomain,
  reportJson,
  reportTypes,
  toWire,
  validationDigest,
  validationDomain,
  validationJson,
  validationTypes,
} from "../../../oracle/attest/report-types.ts";
import { developmentSigner } from "../../../oracle/chain/signer.ts";

const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const uintNumber = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const uint40 = fc.maxSafeInteger().map((n) => Math.abs(n) % 2 ** 40);
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((b): Hex => `0x${Buffer.from(b).toString("hex")}`);

const reports = fc.record({
  projectId: uint(64),
  methodologyId: uintNumber(31),
  periodStart: uint40,
  periodEnd: uint40,
  measuredKg: uint(64),
  baselineKg: uint(64),
  leakageKg: uint(64),
  halfWidthKg: uint(64),
  claimedM2: uint(64),
  observedM2: uint(64),
  groundRoot: bytes32,
  evidence: bytes32,
  operatorSet: bytes32,
  expiry: uint40,
});

const validations = fc.record({
  projectId: uint(64),
  methodologyId: uintNumber(31),
  boundary: bytes32,
  groundRoot: bytes32,
  expiry: uint40,
});

const contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

describe("attest/report-types", () => {
  it("test_L3_viem_and_ethers_agree_on_the_digest_of_every_report", () => {
    const domain = reportDomain(31337, contract);
    fc.assert(
      fc.property(reports, (report) => {
        const other = TypedDataEncoder.hash(
          { ...domain, chainId: 31337 } as Parameters<typeof TypedDataEncoder.hash>[0],
          { Report: [...reportTypes.Report] },
          report,
        );
        expect(reportDigest(domain, report)).to.equal(other);
      }),
    );
  });

  it("has viem and ethers agree on the digest of every validation", () => {
    const domain = validationDomain(31337, contract);
    fc.assert(
      fc.property(validations, (validation) => {
        const other = TypedDataEncoder.hash(
          { ...domain, chainId: 31337 } as Parameters<typeof TypedDataEncoder.hash>[0],
          { Validation: [...validationTypes.Validation] },
          validation,
        );
        expect(validationDigest(domain, validation)).to.equal(other);
      }),
    );
  });

  it("test_L3_changes_the_digest_with_every_field_the_chain_and_the_contract", () => {
    const domain = reportDomain(31337, contract);
    fc.assert(
      fc.property(reports, (report) => {
        const digest = reportDigest(domain, report);
        for (const [name, value] of Object.entries(report)) {
          const other =
            typeof value === "bigint" ? value ^ 1n : typeof value === "number" ? value ^ 1 : flipLastBit(value);
          if (typeof value === "number" && value >= 2 ** 31) continue;
          expect(reportDigest(domain, { ...report, [name]: other }), name).not.to.equal(digest);
        }
        expect(reportDigest(reportDomain(1337, contract), report)).not.to.equal(digest);
        expect(reportDigest(reportDomain(31337, `0x${"1".repeat(40)}`), report)).not.to.equal(digest);
      }),
      { numRuns: 20 },
    );
  });

  it("brings reports and validations through the wire form unchanged", () => {
    fc.assert(
      fc.property(reports, validations, (report, validation) => {
        expect(reportJson.parse(JSON.parse(JSON.stringify(toWire(report))))).to.deep.equal(report);
        expect(validationJson.parse(JSON.parse(JSON.stringify(toWire(validation))))).to.deep.equal(validation);
      }),
    );
  });

  it("refuses amounts that are numbers, negative, padded or too wide, and unknown fields", () => {
    const [sample] = fc.sample(reports, 1);
    const wire = toWire(sample!);
    for (const measuredKg of [1, "-1", "01", "1e3", "18446744073709551616", ""])
      expect(reportJson.safeParse({ ...wire, measuredKg }).success, String(measuredKg)).to.equal(false);
    expect(reportJson.safeParse({ ...wire, extra: 1 }).success).to.equal(false);
  });

  it("knows a canonical signature from a malleable, compact or padded one", async () => {
    const domain = reportDomain(31337, contract);
    const [report] = fc.sample(reports, 1);
    const { reportTypedData } = await import("../../../oracle/attest/report-types.ts");
    const signature = await developmentSigner(0).signTypedData(reportTypedData(domain, report!));
    expect(isCanonicalSignature(signature)).to.equal(true);
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const highS = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, "0");
    for (const wrong of [
      `${signature.slice(0, 66)}${highS}${signature.slice(130)}`,
      `${signature.slice(0, 130)}00`,
      `${signature.slice(0, 130)}1d`,
      signature.slice(0, 130),
      `${signature}00`,
      "0x",
      signature.slice(2),
    ])
      expect(isCanonicalSignature(wrong), wrong).to.equal(false);
  });
});

const flipLastBit = (hex: string): Hex => `0x${(BigInt(hex) ^ 1n).toString(16).padStart(64, "0")}`;
