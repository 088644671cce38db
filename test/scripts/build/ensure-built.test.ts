import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import fc from "fast-check";

import { ensureBuilt } from "../../../scripts/build/ensure-built.ts";

const NAMES = ["A", "B", "C"] as const;
type Name = (typeof NAMES)[number];

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What a source compiles to. */
const compiled = (source: string): string => JSON.stringify({ bytecode: sha256(source) });

/** A checkout in a folder of its own, with a compiler as careless as a real one: it trusts its cache and what exists. */
class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), "sixfold-build-"));
  compilations = 0;

  constructor() {
    for (const name of NAMES) this.write(this.source(name), `contract ${name} {}`);
    this.generateAbi();
  }

  source = (name: Name): string => `contracts/${name}.sol`;
  artifact = (name: Name): string => `artifacts/${name}.json`;
  read = (path: string): string => readFileSync(join(this.root, path), "utf8");
  has = (path: string): boolean => existsSync(join(this.root, path));
  remove = (path: string): void => rmSync(join(this.root, path), { recursive: true, force: true });
  write = (path: string, text: string): void => {
    mkdirSync(join(this.root, path, ".."), { recursive: true });
    writeFileSync(join(this.root, path), text);
  };

  sources = (): readonly Name[] => NAMES.filter((name) => this.has(this.source(name)));
  abi = (): string => this.sources().join();
  generateAbi = (): void => this.write("contracts/abi/index.ts", this.abi());

  /** @param dieAfter files after which the process is killed, in the middle of the next one */
  compile = (dieAfter = Infinity): void => {
    this.compilations += 1;
    const cache = (this.has("cache/hashes.json") ? JSON.parse(this.read("cache/hashes.json")) : {}) as object;
    const sources = this.sources().map((name) => [name, this.read(this.source(name))] as const);
    if (sources.some(([, source]) => source.includes("no solidity"))) throw new Error("the contracts do not compile");
    for (const [index, [name, source]] of sources.entries()) {
      const known = cache[name as keyof typeof cache] === sha256(source) && this.has(this.artifact(name));
      if (known) continue;
      if (index >= dieAfter) {
        this.write(this.artifact(name), compiled(source).slice(0, 20));
        throw new Error("killed");
      }
      this.write(this.artifact(name), compiled(source));
    }
    for (const name of NAMES) if (!this.has(this.source(name))) this.remove(this.artifact(name));
    this.write("cache/hashes.json", JSON.stringify(Object.fromEntries(sources.map(([n, text]) => [n, sha256(text)]))));
  };

  ensure = (dieAfter = Infinity): void =>
    ensureBuilt(this.root, {
      compile: () => this.compile(dieAfter),
      checkAbi: () => {
        if (!this.has("contracts/abi/index.ts") || this.read("contracts/abi/index.ts") !== this.abi())
          throw new Error("contracts/abi is stale");
      },
    });

  expectFresh = (): void => {
    for (const name of this.sources())
      expect(this.read(this.artifact(name)), name).to.equal(compiled(this.read(this.source(name))));
    expect(readdirSync(join(this.root, "artifacts")).toSorted()).to.deep.equal(
      this.sources().map((name) => `${name}.json`),
    );
    expect(this.read("contracts/abi/index.ts")).to.equal(this.abi());
  };
}

/** What may happen to a checkout between two starts. */
const name = fc.constantFrom(...NAMES);
const event = fc.oneof(
  fc.record({ kind: fc.constant("edit" as const), name, text: fc.constantFrom("", " one", " two") }),
  fc.record({ kind: fc.constant("delete source" as const), name }),
  fc.record({ kind: fc.constant("break source" as const), name }),
  fc.record({ kind: fc.constant("delete artifact" as const), name }),
  fc.record({ kind: fc.constant("cut artifact" as const), name }),
  fc.record({ kind: fc.constant("compile by hand" as const), dieAfter: fc.constantFrom(0, 1, 2, Infinity) }),
  fc.record({ kind: fc.constant("killed start" as const), dieAfter: fc.constantFrom(0, 1, 2) }),
  fc.record({
    kind: fc.constant("remove" as const),
    path: fc.constantFrom("artifacts", "cache", ".sixfold", "contracts/abi"),
  }),
  fc.record({ kind: fc.constant("generate" as const) }),
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

const attempt = (action: () => void): boolean => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};

const happen = (checkout: Checkout, what: Event): void => {
  switch (what.kind) {
    case "edit":
      return checkout.write(checkout.source(what.name), `contract ${what.name} {}${what.text}`);
    case "delete source":
      return checkout.remove(checkout.source(what.name));
    case "break source":
      return checkout.write(checkout.source(what.name), "this is no solidity");
    case "delete artifact":
      return checkout.remove(checkout.artifact(what.name));
    case "cut artifact":
      if (checkout.has(checkout.artifact(what.name)))
        checkout.write(checkout.artifact(what.name), checkout.read(checkout.artifact(what.name)).slice(0, 9));
      return;
    case "compile by hand":
      return void attempt(() => checkout.compile(what.dieAfter));
    case "killed start":
      return void attempt(() => checkout.ensure(what.dieAfter));
    case "remove":
      return checkout.remove(what.path);
    case "generate":
      return checkout.generateAbi();
  }
};

describe("ensureBuilt", () => {
  const made: Checkout[] = [];
  const checkout = (): Checkout => {
    const one = new Checkout();
    made.push(one);
    return one;
  };
  afterEach(() => {
    for (const { root } of made.splice(0)) rmSync(root, { recursive: true, force: true });
  });

  it("compiles once, and not again while nothing changes", () => {
    const one = checkout();
    one.ensure();
    one.ensure();
    expect(one.compilations).to.equal(1);
    one.expectFresh();
  });

  it("takes artifacts of tests that were compiled by hand for what they are, unless they are half-written", () => {
    const one = checkout();
    one.ensure();
    one.write("artifacts/test/T.json", "{}");
    one.ensure();
    expect(one.compilations).to.equal(1);
    one.write("artifacts/test/U.json", '{"bytecode":');
    one.ensure();
    expect(one.compilations).to.equal(2);
    expect(one.has("artifacts/test/U.json")).to.equal(false);
  });

  it("does not take artifacts of a killed build for those of the sources that came back", () => {
    const one = checkout();
    one.ensure();
    one.write(one.source("A"), "contract A {} one");
    attempt(() => one.compile(0));
    one.write(one.source("A"), "contract A {}");
    one.ensure();
    one.expectFresh();
  });

  it("whatever happened before, what is built is what is there, or it is refused", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const one = checkout();
        for (const each of events) happen(one, each);
        const broken = one.sources().some((each) => one.read(one.source(each)).includes("no solidity"));
        const stale = !one.has("contracts/abi/index.ts") || one.read("contracts/abi/index.ts") !== one.abi();
        const empty = one.sources().length === 0;
        expect(attempt(one.ensure), "it goes through only where it may").to.equal(!broken && !stale);
        if (!broken && !stale && !empty) one.expectFresh();
        rmSync(one.root, { recursive: true, force: true });
      }),
      { numRuns: 200 },
    );
  });
});
