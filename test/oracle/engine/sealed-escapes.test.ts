import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import type { Transport } from "../../../oracle/core/scenes/types.ts";
import { sealedRunner } from "../../../oracle/engine/sealed-runner.ts";
import { keepOn } from "../../../oracle/pipeline/keep-on.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";

const archive: Transport = {
  head: () => Promise.resolve({ size: 1 }),
  read: () => Promise.resolve(new Uint8Array(1)),
};

/** What a program of this text comes to, or why it came to nothing. */
const run = async (body: string): Promise<unknown> => {
  const text = `
    export const work = () => undefined;
    export const run = async (inputs, host) => {
      const attack = async () => { ${body} };
      return { measured: await attack().catch((error) => "refused: " + error) };
    };`;
  const runner = sealedRunner(new TextEncoder().encode(text), 1);
  try {
    const measured: unknown = await runner.run(new Map(), { archive, ...keepOn(memoryShelf()) });
    return measured;
  } finally {
    await runner.close();
  }
};

/** Learns the method by which Node asks a value for its class, and has a port deliver what is made of `spec`. */
const DELIVER = `
  const ask = Object.getOwnPropertySymbols(DOMException.prototype).find((name) => String(name).includes("clone"));
  const deliver = (spec, data, hide = (value) => value) => new Promise((resolve) => {
    const value = new DOMException("x");
    Object.defineProperty(value, ask, { value: () => ({ data, deserializeInfo: spec }) });
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => resolve(data);
    port1.postMessage(hide(value));
  });`;

/** Gets hold of an object that looks for what it lacks among what all objects have in common. */
const TRAP = `
  const caught = [];
  const trap = (name) => Object.defineProperty(Object.prototype, name, {
    configurable: true,
    get() { caught.push(this); },
    set(value) { caught.push(this); Object.defineProperty(this, name, { value, writable: true, configurable: true }); },
  });`;

describe("engine/sealed-runner, against those who know Node's inside", function () {
  this.timeout(120_000);

  it("test_L13_no_message_makes_an_open_file", async () => {
    for (const hide of [
      "(value) => value",
      "(value) => [value]",
      "(value) => new Map([[1, value]])",
      "(value) => new Set([value])",
    ])
      expect(
        await run(`${DELIVER}
          const got = await deliver("internal/fs/promises:FileHandle", { handle: { fd: 2 } }, ${hide});
          const file = got.write === undefined ? [...(got[Symbol.iterator] ? got : [])].flat().at(-1) : got;
          await file?.write?.("out");
          return typeof file?.write;`),
        hide,
      ).to.equal("undefined");
  });

  it("test_L13_no_message_makes_a_socket_and_no_getter_catches_one_or_the_process", async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const wait = "await new Promise((resolve) => setTimeout(resolve, 300));";
    try {
      await run(`${TRAP} ${DELIVER}
        trap("connecting");
        void deliver("net:Socket", {});
        ${wait}
        for (const socket of caught) socket.on("error", () => 0).connect(${port}, "127.0.0.1");
        ${wait}`);
      await run(`${TRAP}
        for (const name of ["traceProcessWarnings", "noDeprecation", "domain"]) trap(name);
        const target = new EventTarget();
        for (let i = 0; i < 40; i += 1) target.addEventListener("a", () => 0);
        ${wait}
        for (const process of caught) process.getBuiltinModule?.("net").connect(${port}, "127.0.0.1").on("error", () => 0);
        ${wait}`);
      expect(connections).to.equal(0);
    } finally {
      server.close();
    }
  });

  it("keeps the line to the host, and the language, as they were", async () => {
    const refused = /^refused: (TypeError|SixfoldError)/;
    expect(await run("MessagePort.prototype.postMessage = () => 0; return 1;")).to.match(refused);
    expect(await run("Object.prototype.extra = 1; return 1;")).to.match(refused);
    expect(await run("new MessageChannel().port1.postMessage({ deep: [() => 1] }); return 1;")).to.match(refused);
    expect(await run("new MessageChannel().port1.postMessage(1, [new AbortController().signal]); return 1;")).to.match(
      refused,
    );
    expect(await run("return [typeof structuredClone, typeof WebAssembly.compileStreaming].join();")).to.equal(
      "undefined,undefined",
    );
  });

  it("lets plain data through as it is: bytes, ports, maps, sets and circles", async () => {
    const said = await run(`
      const { port1, port2 } = new MessageChannel();
      const { port1: inner, port2: other } = new MessageChannel();
      const bytes = new Uint8Array([1, 2, 3]);
      const circle = { list: [1, , "x", undefined, null, 10n], map: new Map([["k", { deep: new Set([7]) }]]), bytes, inner };
      circle.self = circle;
      const heard = new Promise((resolve) => (port2.onmessage = ({ data }) => resolve(data)));
      port1.postMessage(circle, [bytes.buffer, inner]);
      const got = await heard;
      const answered = new Promise((resolve) => (other.onmessage = ({ data }) => resolve(data)));
      got.inner.postMessage("by port");
      return { list: got.list, deep: [...got.map.get("k").deep], bytes: [...got.bytes], left: bytes.length, same: got.self === got, hole: 1 in got.list, answered: await answered };`);
    expect(said).to.deep.equal({
      list: [1, , "x", undefined, null, 10n],
      deep: [7],
      bytes: [1, 2, 3],
      left: 0,
      same: true,
      hole: false,
      answered: "by port",
    });
  });
});
