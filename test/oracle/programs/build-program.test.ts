import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import { services } from "../../../oracle/core/services/index.ts";
import { sealedRunner } from "../../../oracle/engine/sealed-runner.ts";
import { buildProgram } from "../../../oracle/programs/build-program.ts";
import type { CompileCore } from "../../../oracle/programs/build-program.ts";
import { ASSEMBLY, compileCore } from "../../../oracle/programs/compile-core.ts";
import { findMethodology } from "../../../oracle/programs/find-methodology.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { root } from "../../../scripts/run.ts";
import { analyseInMemory as analyse } from "../../helpers/bundles.ts";
import { localRunner } from "../../helpers/local-runner.ts";
import { pixelThreads } from "../../helpers/read-pixels.ts";
import { sumService } from "../pipeline/sum-service.ts";
import { makeTinyWorld } from "../pipeline/tiny-world.ts";

const LONGEST_PROGRAM_BYTES = 400 * 1024;
/** Stands in zod's writer of JSON schemas, and nowhere else in it. */
const WRITERS_WORD = "json-schema.org/draft/2020-12";
const BURN = "burn-severity-pair";
const SUM = { path: "test/oracle/pipeline/sum-service.ts", name: "sumService" };

/** Compiles each set of functions of this checkout once: it takes seconds. */
const compiled = new Map<string, Promise<Uint8Array>>();
const compile: CompileCore = (from, names) => {
  const key = names.toSorted().join();
  const known = compiled.get(key) ?? compileCore(from, names);
  compiled.set(key, known);
  return known;
};
const build = (methodology: string): Promise<Uint8Array> =>
  buildProgram(root, findMethodology(root, methodology), compile);

const importProgram = (bytes: Uint8Array): Promise<object> =>
  import(`data:text/javascript;base64,${Buffer.from(bytes).toString("base64")}`) as Promise<object>;

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: SixfoldError) => error.code,
  );

describe("programs/build-program", function () {
  this.timeout(300_000);
  let elsewhere: string;
  before(() => {
    elsewhere = mkdtempSync(join(tmpdir(), "sixfold-program-"));
    cpSync(join(root, "oracle"), join(elsewhere, "oracle"), { recursive: true });
    cpSync(join(root, "package.json"), join(elsewhere, "package.json"));
    symlinkSync(join(root, "node_modules"), join(elsewhere, "node_modules"));
  });
  after(() => rmSync(elsewhere, { recursive: true, force: true }));

  /** Whether the program is another one after the sources in the other folder have changed. */
  const isChanged = async (): Promise<boolean> => {
    const there = await buildProgram(elsewhere, findMethodology(elsewhere, BURN));
    return !Buffer.from(there).equals(await build(BURN));
  };

  for (const { id, methodology } of services())
    it(`test_L13_the_program_of_${methodology}_imports_nothing_and_is_at_most_400_KiB`, async () => {
      const program = await build(methodology);
      expect(program.length).to.be.at.most(LONGEST_PROGRAM_BYTES);
      expect(Object.keys(await importProgram(program)).sort()).to.deep.equal(["run", "work"]);
      const text = new TextDecoder().decode(program);
      expect(text).to.include(`"${id}"`).and.include(`"${methodology}"`);
      expect(text).not.to.include(root).and.not.include(WRITERS_WORD);
      const others = services().map((service) => service.methodology);
      if (id === "integrity")
        expect(others.filter((other) => text.includes(`"${other}"`))).to.deep.equal([methodology]);
    });

  it("has no writer of JSON schemas, which zod has", () => {
    const writer = join(root, "node_modules/zod/v4/core/to-json-schema.js");
    expect(readFileSync(writer, "utf8")).to.include(WRITERS_WORD);
  });

  it("test_L13_is_byte_for_byte_the_same_in_another_folder", async () => {
    expect(await isChanged()).to.equal(false);
  });

  it("does not change with what is another's: a service, a kernel, another's kernel, the way to the network", async () => {
    const kernels = join(elsewhere, ASSEMBLY, "kernels");
    writeFileSync(
      join(kernels, "more.ts"),
      "const TABLE = memory.data<u32>([1, 2, 3]);\nexport function more(i: usize): u32 {\n  return load<u32>(TABLE + i);\n}\n",
    );
    appendFileSync(join(kernels, "index.ts"), 'export { more } from "./more";\n');
    const classify = join(kernels, "classify.ts");
    writeFileSync(classify, `${readFileSync(classify, "utf8")}\nexport const ADDED: i32 = 1;\n`);
    writeFileSync(join(elsewhere, "oracle/core/services/more.ts"), "export const more = 1;\n");
    appendFileSync(join(elsewhere, "oracle/core/services/index.ts"), 'export { more } from "./more.ts";\n');
    appendFileSync(join(elsewhere, "oracle/core/services/paddy/field-kernel.ts"), "\nexport const added = 1;\n");
    appendFileSync(join(elsewhere, "oracle/transport/http-request.ts"), "\nexport const added = 1;\n");
    expect(await isChanged()).to.equal(false);
  });

  it("changes with a kernel that it uses, in TypeScript or in AssemblyScript", async () => {
    const edit = async (path: string, from: string, to: string): Promise<boolean> => {
      const file = join(elsewhere, path);
      const text = readFileSync(file, "utf8");
      expect(text).to.include(from);
      writeFileSync(file, text.replace(from, to));
      const changed = await isChanged();
      writeFileSync(file, text);
      return changed;
    };
    const kernel = "oracle/core/services/integrity/burn/burn-kernel.ts";
    expect(await edit(kernel, 'id: "integrity-burn"', 'id: "integrity-burnt"')).to.equal(true);
    expect(await edit(`${ASSEMBLY}/kernels/burn-indices.ts`, "f32x4.add(", "f32x4.sub(")).to.equal(true);
  });

  it("test_L13_runs_in_a_sealed_process_to_the_bundle_of_its_sources", async () => {
    const world = await makeTinyWorld();
    const threads = pixelThreads(1);
    const program = await buildProgram(root, SUM, compile);
    const sealed = sealedRunner(program, 2);
    try {
      const options = {
        project: world.project,
        parameters: { version: "1", factor: 3 },
        catalogue: world.catalogue,
        policy: defaultPolicy,
      };
      const here = await analyse({ ...options, runner: { ...localRunner(sumService, threads), program } });
      const there = await analyse({ ...options, runner: sealed });
      expect(there.outcome).to.deep.equal(here.outcome);
      expect(there.files).to.deep.equal(here.files);
      expect(there.cid.equals(here.cid)).to.equal(true);
      const unread = await analyse({ ...options, runner: sealed, parameters: {} }).catch((error: unknown) => error);
      expect(unread).to.be.instanceOf(SixfoldError).with.property("code", "SERVICE_PARAMETERS");
    } finally {
      await sealed.close();
      await threads.close();
      await world.remove();
    }
  });

  it("refuses what would import, what does not compile and names of no methodology", async () => {
    const tiny = { path: "test/oracle/pipeline/tiny-world.ts", name: "makeTinyWorld" };
    expect(await codeOf(buildProgram(root, tiny, compile))).to.equal("PROGRAM_BUNDLE");
    expect(await codeOf(compileCore(root, ["nothing"]))).to.equal("PROGRAM_EXPORT_UNKNOWN");
    for (const name of ["nothing", "", "../index", "index"])
      expect(() => findMethodology(root, name), name)
        .to.throw()
        .with.property("code", "PROGRAM_METHODOLOGY");
  });
});
