import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { Transport } from "../../../oracle/core/scenes/types.ts";
import type { RunOptions } from "../../../oracle/engine/runner.ts";
import { sealedRunner } from "../../../oracle/engine/sealed-runner.ts";

const broken = new SixfoldError({
  code: "SCENE_HTTP_STATUS",
  failure: "infrastructure",
  field: "href",
  value: 503,
  rule: "the archive serves it",
});
const archive: Transport = {
  head: (href) => (href === "broken" ? Promise.reject(broken) : Promise.resolve({ size: href.length })),
  read: (_, { start, end }) => Promise.resolve(Uint8Array.from({ length: end - start }, (__, i) => start + i)),
};

const aside: RunOptions["aside"] = {
  write: () => Promise.reject(broken),
  read: () => Promise.reject(broken),
};
const idle: RunOptions = { archive, keep: () => Promise.resolve(), aside };

/** What a program of this text comes to; what it returns is its outcome. */
const run = async (body: string, options: Partial<RunOptions> = {}): Promise<unknown> => {
  const text = `export const work = () => undefined;\nexport const run = async (inputs, host) => {\n${body}\n};\n`;
  const runner = sealedRunner(new TextEncoder().encode(text), 1);
  try {
    const measured: unknown = await runner.run(new Map([["a.json", new Uint8Array([7])]]), {
      ...idle,
      ...options,
    });
    return measured;
  } finally {
    await runner.close();
  }
};

/** Tries things in a program, each by itself, and says what it got or why it got nothing. */
const attempts = async (bodies: readonly string[]): Promise<readonly string[]> =>
  (await run(`
    const tried = [];
    const attempt = async (what) => tried.push(await what().then(String, (error) => "refused: " + error));
    ${bodies.map((body) => `await attempt(async () => { ${body} });`).join("\n")}
    return { measured: tried };
  `)) as readonly string[];

const errorOf = (work: Promise<unknown>): Promise<SixfoldError> =>
  work.then(
    (value) => expect.fail(`came to ${String(value)}`),
    (error: unknown) => error as SixfoldError,
  );

describe("engine/sealed-runner", function () {
  this.timeout(120_000);

  it("gives a program its inputs, its archive and its own outcome back", async () => {
    const measured = await run(`
      host.progress("measure", 1, 2);
      return { measured: [inputs.get("a.json")[0], (await host.archive.head("four")).size, [...await host.archive.read("x", { start: 3, end: 6 })]] };
    `);
    expect(measured).to.deep.equal([7, 4, [3, 4, 5]]);
  });

  it("test_L13_a_hostile_program_reaches_no_file_no_socket_no_process_and_no_environment", async () => {
    const server = createServer();
    let connections = 0;
    server.on("connection", (socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const bodies = [
        'return (await import("node:fs")).readFileSync("/etc/hostname", "utf8");',
        'return (await import("fs")).readFileSync("/etc/hostname", "utf8");',
        'return (await import("node:child_process")).execSync("id");',
        `return (await import("node:net")).connect(${port}, "127.0.0.1");`,
        `return (await import("http://127.0.0.1:${port}/x.mjs"));`,
        'return (await import("data:text/javascript,export default 1")).default;',
        'return (await import("file:///etc/hostname"));',
        'return (await import("node:worker_threads")).parentPort;',
        `return await fetch("http://127.0.0.1:${port}/");`,
        `return new WebSocket("ws://127.0.0.1:${port}/");`,
        `return new EventSource("http://127.0.0.1:${port}/");`,
        'return Object.getOwnPropertySymbols(globalThis).map((name) => globalThis[name]).filter((value) => typeof value === "object" && value !== null)[0].constructor.name;',
        "return process.env.PATH;",
        "return globalThis.process.env.PATH;",
        'return process.getBuiltinModule("fs");',
        'return process.binding("fs");',
        'return require("fs");',
        "return Buffer.from([1]);",
        "return navigator.hardwareConcurrency;",
        "return console._stdout;",
        'return Function("return process")();',
        'return (async () => {}).constructor("return process")();',
        'return eval("process");',
        'return host.archive.read.constructor("return process")();',
        "return host.crew.run.constructor.constructor(\"return import('node:fs')\")();",
        'return setTimeout(() => 0, 0).constructor.constructor("return process")();',
        "return new MessageChannel().port1.constructor.constructor('return process')();",
        "return import.meta.dirname.length;",
        "return inputs.__proto__.constructor.name;",
        "return new SharedWorker('x');",
        "return new Worker('x');",
      ];
      const tried = await attempts(bodies);
      for (const [i, body] of bodies.entries()) expect(tried[i], body).to.match(/^refused: |^undefined$/);
      expect(connections).to.equal(0);
    } finally {
      server.close();
    }
  });

  it("hands nobody over who bends the language: no patched method sees more than the program has", async () => {
    const bent = `
      const seen = [];
      const look = (value) => { if (value !== null && (typeof value === "object" || typeof value === "function")) seen[seen.length] = value; };
      for (const [of, names] of [[Array.prototype, ["push", "map"]], [Map.prototype, ["get", "set", "delete"]], [Promise.prototype, ["then", "catch"]], [Function.prototype, ["call", "apply"]]])
        for (const name of names) {
          const was = of[name];
          of[name] = function (...given) { look(this); for (let i = 0; i < given.length; i += 1) look(given[i]); return Reflect.apply(was, this, given); };
        }
      await host.archive.head("x").catch(() => 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const names = seen.map((value) => String(value?.constructor?.name));
      return { measured: [names.includes("Map"), names.filter((name) => /Socket|Pipe|TCP|Server|process|ChildProcess|FSReq|FileHandle/.test(name)).join()] };
    `;
    expect(await run(bent)).to.deep.equal([true, ""]);
  });

  it("gives the archive's own error back, and what a program throws by name", async () => {
    expect(await errorOf(run('return { measured: await host.archive.head("broken") };'))).to.equal(broken);
    const thrown = await errorOf(run('throw new TypeError("no such field");'));
    expect(thrown).to.include({ code: "ENGINE_PROGRAM_FAILED", failure: "check", value: "TypeError: no such field" });
    const typed = `return { error: { code: "SERVICE_X", failure: "check", field: "f", value: 1, rule: "r" } };`;
    expect(await errorOf(run(typed))).to.include({ code: "SERVICE_X" });
    expect(await errorOf(run("return { measured: () => 1 };"))).to.have.property("code", "ENGINE_PROGRAM_FAILED");
  });

  it("refuses what a program says that has another shape, by place, value and rule", async () => {
    const saying = async (body: string) => {
      const { code, failure, field, value } = await errorOf(run(body));
      return { code, failure, field, value };
    };
    const answer = { code: "ENGINE_ANSWER", failure: "check" };
    const error = (change: string) =>
      saying(`return { error: { code: "A_B", failure: "check", field: "f", value: 1, rule: "r", ${change} } };`);
    expect(await error('failure: "mine"')).to.deep.equal({ ...answer, field: "error#/failure", value: "mine" });
    expect(await error("code: 7")).to.deep.equal({ ...answer, field: "error#/code", value: 7 });
    expect(await saying("return 5;")).to.deep.equal({ ...answer, field: "program#", value: 5 });
    expect(await saying("return { failedAt: 3 };")).to.include({ code: "ENGINE_PROGRAM_FAILED" });
    for (const body of [
      'await host.archive.read("x", { start: NaN, end: 1 });',
      "await host.archive.head(7);",
      'await host.keep("outputs/a.tif", { at: 0, bytes: [1] });',
    ])
      expect(await saying(body), body).to.include({ ...answer, field: "question#" });
  });

  it("ends a program that does not end when asked, and can go on", async () => {
    const text = `
      export const work = () => undefined;
      export const run = async (inputs, host) => {
        if (inputs.size === 0) return { measured: 1 };
        host.progress("measure", 0, 1);
        for (;;);
      };`;
    const runner = sealedRunner(new TextEncoder().encode(text), 1);
    const stop = new AbortController();
    const reason = new RangeError("enough");
    const endless = runner.run(new Map([["a", new Uint8Array()]]), {
      ...idle,
      signal: stop.signal,
      progress: () => stop.abort(reason),
    });
    expect(await errorOf(endless)).to.equal(reason);
    expect(await runner.run(new Map(), idle)).to.equal(1);
    await runner.close();
  });

  it("hands the pieces of maps to the host, one by one, and tells a disk that fails from a fault of the program", async () => {
    const kept: unknown[] = [];
    const text = `
      await host.keep("outputs/a.tif", { at: 4, bytes: new Uint8Array([1, 2]) });
      await host.keep("outputs/a.tif", { at: 0, bytes: new Uint8Array([3]) }).catch(() => undefined);
      return { measured: 1 };`;
    const full = new RangeError("full");
    const onto: RunOptions["keep"] = async (path, piece) => void kept.push([path, piece.at, [...piece.bytes]]);
    expect(await run(text, { keep: onto })).to.equal(1);
    expect(kept).to.deep.equal([
      ["outputs/a.tif", 4, [1, 2]],
      ["outputs/a.tif", 0, [3]],
    ]);
    const failing = 'return { measured: await host.keep("outputs/a.tif", { at: 0, bytes: new Uint8Array([3]) }) };';
    expect(await errorOf(run(failing, { keep: () => Promise.reject(full) }))).to.equal(full);
  });

  it("takes what a program sets aside, gives it back, and tells a disk that fails from a fault of the program", async () => {
    const file = new Uint8Array(4);
    const there: RunOptions["aside"] = {
      write: async (at, bytes) => file.set(bytes, at),
      read: async ({ start, end }) => file.slice(start, end),
    };
    const text = `
      await host.aside.write(2, new Uint8Array([3, 4]));
      await host.aside.write(0, new Uint8Array([1, 2]));
      return { measured: [...await host.aside.read({ start: 1, end: 4 })] };`;
    expect(await run(text, { aside: there })).to.deep.equal([2, 3, 4]);
    for (const call of ["write(0, new Uint8Array([1]))", "read({ start: 0, end: 1 })"])
      expect(await errorOf(run(`return { measured: await host.aside.${call} };`))).to.equal(broken);
    const strange = 'return { measured: await host.aside.read({ start: "0", end: 1 }) };';
    expect((await errorOf(run(strange, { aside: there }))).code).to.equal("ENGINE_ANSWER");
  });

  it("ends a program that takes too much heap", async () => {
    const hungry = "const all = []; for (;;) all.push(new Array(1e7).fill(0.5));";
    expect((await errorOf(run(hungry))).code).to.match(/^ENGINE_PROGRAM_(FAILED|ENDED)$/);
  });

  it("refuses what is no program and no workers by name", async () => {
    const nothing = sealedRunner(new TextEncoder().encode("this is no module"), 1);
    expect(await errorOf(nothing.run(new Map(), idle))).to.have.property("code", "ENGINE_PROGRAM_FAILED");
    await nothing.close();
    for (const workers of [0, 1.5, NaN]) expect(() => sealedRunner(new Uint8Array(), workers)).to.throw(SixfoldError);
  });
});
