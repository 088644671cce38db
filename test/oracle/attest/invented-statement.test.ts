import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { getAddress, keccak256, stringToHex } from "viem";
import type { Address } from "viem";
import * as z from "zod";

import { listen } from "../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../oracle/attest/attest-server.ts";
import { collect } from "../../../oracle/attest/collect.ts";
import { openEquivocationGuard } from "../../../oracle/attest/equivocation.ts";
import { digestOn, one, pathOf, quorum } from "../../../oracle/attest/kind.ts";
import type { Kind } from "../../../oracle/attest/kind.ts";
import { parseSigned, signedToJson } from "../../../oracle/attest/signed.ts";
import type { Signed } from "../../../oracle/attest/signed.ts";
import { served, signingApp } from "../../../oracle/attest/signing-app.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { developmentSigner } from "../../../oracle/chain/signer.ts";
import type { Signer } from "../../../oracle/chain/signer.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { defineStatement } from "../../../oracle/core/statements/table.ts";
import type { MessageOf, Role } from "../../../oracle/core/statements/table.ts";
import type { Acceptance } from "../../../oracle/verify/acceptance.ts";
import { verifySignatures } from "../../../oracle/verify/verify-signatures.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";

const HOUR = 3_600;

/** A statement that no contract knows: that somebody saw something. All there is of it stands in this file. */
const sightingTable = defineStatement({
  name: "Sighting",
  domain: { name: "Sixfold Sightings", version: "3" },
  contract: "CarbonCredit",
  roles: ["operator", "verifier"],
  fields: {
    projectId: "uint64",
    seenAt: "uint40",
    severity: "uint8",
    by: "address",
    words: "bytes32",
    operatorSet: "bytes32",
    expiry: "uint40",
  },
});
type Sighting = MessageOf<typeof sightingTable>;
type Words = { readonly words: string };

const sightingKind: Kind<Sighting, Words> = {
  table: sightingTable,
  basis: z.strictObject({ words: z.string().min(1) }),
  examine: async ({ chain }, asked, { words }) => ({
    ...asked,
    severity: words.length,
    words: keccak256(stringToHex(words)),
    operatorSet: await chain.contracts.operators.read.operatorSet(),
  }),
  subject: ({ projectId, seenAt }) => ({
    about: `project ${projectId}`,
    during: { start: seenAt, end: seenAt + HOUR },
  }),
  needed: { operator: quorum, verifier: one },
  renewable: ["operatorSet", "expiry"],
};

const failure = async (promise: Promise<unknown>): Promise<SixfoldError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(SixfoldError);
  return error as SixfoldError;
};

describe("an invented statement", () => {
  const folder = mkdtempSync(join(tmpdir(), "sixfold-invented-"));
  const words = "smoke";
  let registry: Registry;
  let chain: Chain;
  let wallet: { readonly address: Address; readonly behave: (behaviour: number) => Promise<unknown> };
  let processes: readonly Listening[];
  /** Ascending, as the registry has them. */
  let sorted: readonly Address[];
  let urls: Record<Role, readonly string[]>;

  const serve = (role: Role, signer: Signer): Promise<Listening> => {
    const guard = openEquivocationGuard(join(folder, `${signer.address}.json`));
    const source = () => Promise.reject(new Error("a sighting rests on no bundle"));
    return listen(signingApp(role, { chain, source, signer, guard }, [served(sightingKind)]), 0);
  };

  before(async () => {
    registry = await deployRegistry();
    chain = await chainOf(registry);
    const mock = await registry.connection.viem.deployContract("SignerMock");
    wallet = { address: mock.address, behave: (behaviour) => mock.write.setBehaviour([behaviour]) };
    const keys = [10, 11, 12].map(developmentSigner);
    // The third operator is a contract: what its process signs with is a key that the contract alone knows.
    const operators: readonly Signer[] = [keys[0]!, keys[1]!, { ...keys[2]!, address: wallet.address }];
    const addresses = operators.map(({ address }) => address);
    sorted = addresses.map((address) => getAddress(address)).toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    await registry.replaceOperators(sorted, 3);
    processes = await Promise.all([
      ...operators.map((signer) => serve("operator", signer)),
      serve("verifier", developmentSigner(2)),
    ]);
    const all = processes.map(({ url }) => url);
    urls = { operator: all.slice(0, 3), verifier: all.slice(3) };
  });
  after(async () => {
    await Promise.all(processes.map(({ close }) => close()));
    rmSync(folder, { recursive: true });
  });

  const sighting = async (overrides: Partial<Sighting> = {}): Promise<Sighting> => ({
    projectId: 1n,
    seenAt: 10 * HOUR,
    severity: words.length,
    by: `0x${"ab".repeat(20)}`,
    words: keccak256(stringToHex(words)),
    operatorSet: await chain.contracts.operators.read.operatorSet(),
    expiry: (await registry.now()) + HOUR,
    ...overrides,
  });
  const ask = (statement: Sighting, basis: Words = { words }) =>
    collect(chain, sightingKind, { statement, basis, urls });

  let signed: Signed<Sighting>;
  it("is examined, signed by key and by contract, served and collected", async () => {
    const statement = await sighting();
    const collected = await ask(statement);
    expect(collected.refusals).to.deep.equal([]);
    ({ signed } = collected);
    const signers = signed.signatures.operator.map(({ signer }) => BigInt(signer));
    expect(signers).to.have.length(3);
    expect(signers).to.deep.equal(signers.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(signers).to.include(BigInt(wallet.address));
    expect(signed.signatures.verifier.map(({ signer }) => signer)).to.deep.equal([developmentSigner(2).address]);
  });

  it("is kept in a file and read again", () => {
    const json = JSON.parse(JSON.stringify(signedToJson(sightingTable, signed))) as object;
    expect(parseSigned(sightingTable, json)).to.deep.equal(signed);
  });

  it("is refused, by field, where examining its basis gives another", async () => {
    for (const [field, statement, basis] of [
      ["severity", await sighting({ seenAt: 1, severity: 9 }), { words }],
      ["words", await sighting({ seenAt: 1 }), { words: "spark" }],
      ["expiry", await sighting({ seenAt: 1, expiry: 1 }), { words }],
      ["expiry", await sighting({ seenAt: 1, expiry: (await registry.now()) + 8 * 24 * HOUR }), { words }],
      ["/basis/words", await sighting({ seenAt: 1 }), { words: "" }],
      ["/statement/severity", await sighting({ seenAt: 1, severity: 256 }), { words }],
    ] as const) {
      const one = { operator: [], verifier: urls.verifier };
      const single: Kind<Sighting, Words> = { ...sightingKind, table: { ...sightingTable, roles: ["verifier"] } };
      const refused = await failure(collect(chain, single, { statement, basis, urls: one }));
      expect(refused.field, refused.message).to.equal(field);
      const many = await failure(ask(statement, basis));
      expect([many.code, many.field]).to.deep.equal(["ATTEST_QUORUM", "operators"]);
    }
  });

  it("is signed again, but never contradicted by the same keys", async () => {
    const renewed = await ask({ ...signed.statement, expiry: signed.statement.expiry + 60 });
    expect(renewed.refusals).to.deep.equal([]);
    const contradiction = await sighting({ by: `0x${"cd".repeat(20)}`, seenAt: signed.statement.seenAt + HOUR - 1 });
    const refused = await failure(ask(contradiction));
    expect([refused.code, refused.failure]).to.deep.equal(["ATTEST_QUORUM", "check"]);
    expect(refused.rule).to.contain("this key already signed another sighting of project 1 from 36000 to 39600");
    for (const other of [{ seenAt: signed.statement.seenAt + HOUR }, { projectId: 2n }])
      expect((await ask({ ...contradiction, ...other })).refusals).to.deep.equal([]);
  });

  it("is served to those roles only that sign it", async () => {
    const verifiersOnly = { ...sightingKind, table: { ...sightingTable, roles: ["verifier"] as const } };
    const signer = developmentSigner(13);
    const guard = openEquivocationGuard(join(folder, "none.json"));
    const source = () => Promise.reject(new Error("unused"));
    const { url, close } = await listen(
      signingApp("operator", { chain, source, signer, guard }, [served(verifiersOnly)]),
      0,
    );
    const response = await fetch(new URL(pathOf(sightingTable), url), { method: "POST" });
    expect(await response.json()).to.include({ code: "ATTEST_NOT_FOUND", value: "/statements/sighting" });
    await close();
  });

  const accepted = (statement: Sighting, signatures: Signed<Sighting>["signatures"]): Acceptance<Sighting> => ({
    table: sightingTable,
    find: (_chain, id) =>
      Promise.resolve(
        id === digestOn(chain, sightingTable, signed.statement)
          ? {
              statement,
              quorum: { set: statement.operatorSet, signedBy: bitmapOf(signatures.operator) },
              signatures,
            }
          : undefined,
      ),
  });
  const bitmapOf = (given: Signed<Sighting>["signatures"]["operator"]): number =>
    given.reduce((bitmap, { signer }) => bitmap | (1 << sorted.indexOf(signer)), 0);
  const failed = async (acceptance: Acceptance<Sighting>, id = digestOn(chain, sightingTable, signed.statement)) =>
    (await verifySignatures(chain, acceptance, id)).filter(({ ok }) => !ok).map(({ name }) => name);

  it("is verified once accepted, and every lie about it is found", async () => {
    const { statement, signatures } = signed;
    const { operator, verifier } = signatures;
    const exact = "'s signature is its own over exactly these bytes";
    expect(await failed(accepted(statement, signatures))).to.deep.equal([]);
    expect(await failed(accepted(statement, signatures), `0x${"1".repeat(64)}`)).to.deep.equal([
      "the sighting's acceptance is in the logs",
    ]);
    expect(await failed(accepted({ ...statement, severity: 200 }, signatures))).to.deep.equal([
      "logged bytes are the sighting's id",
    ]);
    expect(await failed(accepted(statement, { verifier, operator: operator.slice(1) }))).to.deep.equal([
      "signers are a quorum of the operator set in force",
    ]);
    const swapped = [{ ...verifier[0]!, signature: operator[0]!.signature }];
    expect(await failed(accepted(statement, { operator, verifier: swapped }))).to.deep.equal([`each verifier${exact}`]);
    expect(await failed(accepted(statement, { operator, verifier: [] }))).to.deep.equal([`each verifier${exact}`]);
  });

  it("believes a contract's signature only while the contract says so (ERC-1271)", async () => {
    const { statement, signatures } = signed;
    for (const behaviour of [1, 2, 3, 4, 5]) {
      await wallet.behave(behaviour);
      expect(await failed(accepted(statement, signatures)), String(behaviour)).to.deep.equal([
        "each operator's signature is its own over exactly these bytes",
      ]);
    }
    const short = await failure(ask({ ...statement, expiry: statement.expiry + 90 }));
    expect([short.code, short.failure]).to.deep.equal(["ATTEST_QUORUM", "check"]);
    expect(short.rule).to.contain("the signature is the signer's over exactly this sighting");
    await wallet.behave(0);
    expect(await failed(accepted(statement, signatures))).to.deep.equal([]);
  });
});
