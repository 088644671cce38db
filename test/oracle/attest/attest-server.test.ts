import { networkInterfaces } from "node:os";

import { expect } from "chai";
import * as z from "zod";

import { attestApp, listen, route } from "../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../oracle/attest/attest-server.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";

const address = `0x${"1".repeat(40)}` as const;

describe("attest/attest-server", () => {
  let listening: Listening;
  let release = () => {};

  const routes = [
    route("/echo", z.strictObject({ amount: z.string() }), async ({ amount }) => {
      if (amount === "refuse")
        throw new SixfoldError({ code: "TEST_REFUSED", failure: "check", field: "amount", value: 1n, rule: "is good" });
      if (amount === "away")
        throw new SixfoldError({
          code: "TEST_AWAY",
          failure: "infrastructure",
          field: "rpc",
          value: 0,
          rule: "answers",
        });
      if (amount === "secret") throw new TypeError("the key is 0xdeadbeef");
      if (amount === "wait") await new Promise<void>((resolve) => (release = resolve));
      return { amount };
    }),
  ];

  before(async () => {
    listening = await listen(attestApp({ role: "operator", address, chainId: 31337 }, routes), 0);
  });
  after(() => listening.close());

  const post = (body: string, path = "/echo") =>
    fetch(`${listening.url}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body });

  it("says who it is", async () => {
    const response = await fetch(`${listening.url}/identity`);
    expect(await response.json()).to.deep.equal({ role: "operator", address, chainId: 31337 });
    expect(response.headers.get("x-powered-by")).to.equal(null);
  });

  it("answers problems as RFC 9457 documents with the status that fits", async () => {
    const cases: [body: string, path: string, status: number, code: string][] = [
      ['{"amount":"refuse"}', "/echo", 409, "TEST_REFUSED"],
      ['{"amount":"away"}', "/echo", 503, "TEST_AWAY"],
      ['{"amount":1}', "/echo", 400, "ATTEST_REQUEST_INVALID"],
      ['{"amount":"1","more":2}', "/echo", 400, "ATTEST_REQUEST_INVALID"],
      ["{", "/echo", 400, "ATTEST_BODY"],
      ["null", "/echo", 400, "ATTEST_BODY"],
      ['{"amount":"secret"}', "/echo", 500, "ATTEST_UNEXPECTED"],
      ["{}", "/nowhere", 400, "ATTEST_NOT_FOUND"],
      [`{"amount":"${"x".repeat(17 * 1024 * 1024)}"}`, "/echo", 413, "ATTEST_BODY"],
    ];
    for (const [body, path, status, code] of cases) {
      const response = await post(body, path);
      const text = await response.text();
      expect(response.status, text).to.equal(status);
      expect(response.headers.get("content-type"), code).to.match(/^application\/problem\+json/);
      const problem = JSON.parse(text) as { code: string; type: string; status: number };
      expect(problem.code).to.equal(code);
      expect(problem.status).to.equal(status);
      expect(text).not.to.contain("deadbeef");
    }
  });

  it("names field, value and rule of a request that is not of the documented form", async () => {
    const problem = async (body: string): Promise<object> => (await (await post(body)).json()) as object;
    const wrong = await problem('{"amount":7}');
    expect(wrong).to.include({ field: "/amount", value: 7 });
    expect(wrong).to.have.property("rule").that.contains("string");
    expect(await problem('{"amount":"1","more":2}')).to.include({
      field: "/more",
      value: 2,
      rule: "there is no such field",
    });
  });

  it("works on one request at a time and refuses when too many wait", async () => {
    const first = post('{"amount":"wait"}');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const others = Array.from({ length: 12 }, (_, index) => post(`{"amount":"${index}"}`));
    await new Promise((resolve) => setTimeout(resolve, 200));
    release();
    const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 503)).to.have.length(4);
    expect(statuses.filter((status) => status === 200)).to.have.length(9);
    expect((await post('{"amount":"after"}')).status).to.equal(200);
  });

  it("says where it listens so that it can be asked there, by either version of IP", async () => {
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const hosts = own.filter(({ internal }) => internal).map((each) => each.address);
    expect(hosts).to.include("127.0.0.1");
    for (const host of hosts) {
      const { url, close } = await listen(attestApp({ role: "verifier", address, chainId: 1 }, []), 0, host);
      expect((await fetch(`${url}/identity`)).status, url).to.equal(200);
      await close();
    }
  });

  it("names the port or the host it can not have", async () => {
    const port = Number(new URL(listening.url).port);
    const error = await listen(attestApp({ role: "operator", address, chainId: 1 }, []), port).catch((e: unknown) => e);
    expect(error)
      .to.be.instanceOf(SixfoldError)
      .that.includes({ code: "ATTEST_PORT", field: "port", failure: "infrastructure" });
    const foreign = await listen(attestApp({ role: "operator", address, chainId: 1 }, []), 0, "8.8.8.8").catch(
      (e: unknown) => e,
    );
    expect(foreign)
      .to.be.instanceOf(SixfoldError)
      .that.includes({ code: "ATTEST_HOST", field: "host", failure: "usage" });
  });
});
