import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { expect } from "chai";
import { Webhook } from "standardwebhooks";

import { RETRY_SECONDS, deliver, webhookPolicy } from "../../../api/webhooks/deliver.ts";
import type { Message } from "../../../api/webhooks/deliver.ts";
import { hear } from "../../../api/webhooks/hear.ts";
import { subscribersOf } from "../../../api/webhooks/subscriber.ts";
import { messageOf, tellAll, typeOf } from "../../../api/webhooks/tell-all.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const ENV = { HOOK: SECRET };
const LOCAL = ["127.0.0.1"];
const message: Message = { id: "evt_1-0-0xab", body: '{"type":"alert.opened"}' };

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string };

/** Whoever is told: answers each request with the next status. */
const listener = async (statuses: readonly number[]) => {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ headers: request.headers, body, path: request.url! });
      const status = statuses[got.length - 1] ?? 200;
      response.writeHead(status, status >= 300 && status < 400 ? { location: "/elsewhere" } : {}).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { got, url, close: () => void server.close() };
};

const subscriber = (url: string, rest: object = {}, allowed: readonly string[] = LOCAL) =>
  subscribersOf([{ url, secret: "env:HOOK", ...rest }], ENV, allowed)[0]!;

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof SixfoldError) return error.code;
  }
  return "";
};

describe("webhooks", () => {
  const rim = (waits: number[] = [], allowed: readonly string[] = LOCAL) => ({
    policy: webhookPolicy(allowed),
    now: () => new Date(),
    wait: (seconds: number) => Promise.resolve(void waits.push(seconds)),
  });

  it("are signed so that the library of Standard Webhooks takes them, and not when one byte is another", async () => {
    const { got, url, close } = await listener([]);
    expect(await deliver(subscriber(url), message, rim())).to.equal("delivered");
    close();
    const [{ headers, body }] = got as [Got];
    const webhook = new Webhook(SECRET);
    expect(webhook.verify(body, headers as Record<string, string>)).to.deep.equal({ type: "alert.opened" });
    expect(() => webhook.verify(`${body} `, headers as Record<string, string>)).to.throw();
    expect(() => webhook.verify(body, { ...(headers as Record<string, string>), "webhook-id": "evt_2" })).to.throw();
  });

  it("are sent again by the schedule with one id, until they are taken, the subscriber is gone, or it ends", async () => {
    const flaky = await listener([500, 429, 302, 200]);
    const waits: number[] = [];
    expect(await deliver(subscriber(flaky.url), message, rim(waits))).to.equal("delivered");
    flaky.close();
    expect(waits).to.deep.equal(RETRY_SECONDS.slice(0, 3));
    // A redirect is no answer and is not followed.
    expect(flaky.got.map(({ path }) => path)).to.deep.equal(["/hook", "/hook", "/hook", "/hook"]);
    expect(new Set(flaky.got.map(({ headers }) => headers["webhook-id"])).size).to.equal(1);
    const gone = await listener([410]);
    expect(await deliver(subscriber(gone.url), message, rim())).to.equal("gone");
    gone.close();
    const never = await listener(new Array<number>(20).fill(503));
    expect(await deliver(subscriber(never.url), message, rim())).to.equal("given up");
    never.close();
    expect(never.got).to.have.length(RETRY_SECONDS.length + 1);
  });

  it("go to no private address, however it is written or resolved", async () => {
    const { got, url, close } = await listener([]);
    const { port } = new URL(url);
    for (const host of [
      "127.0.0.1",
      "localhost",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "0x7f.1",
      "2130706433",
      "169.254.169.254",
      "10.0.0.1",
      "[fd00::1]",
    ])
      expect(await deliver(subscriber(`https://${host}:${port}/`, {}, []), message, rim([], [])), host).to.equal(
        "given up",
      );
    close();
    expect(got).to.deep.equal([]);
    expect(codeOf(() => subscriber("http://example.org/", {}, []))).to.equal("WEBHOOK_SCHEME");
  });

  it("are set up by a file that is refused by field, and whose secrets are never told", () => {
    const of =
      (json: unknown, env: NodeJS.ProcessEnv = ENV) =>
      () =>
        subscribersOf(json, env, []);
    const good = { url: "https://example.org/", secret: "env:HOOK" };
    for (const json of [
      {},
      [],
      [{ ...good, url: "ftp://x" }],
      [{ ...good, secret: SECRET }],
      [{ ...good, stray: 1 }],
      [{ ...good, events: [] }],
    ])
      expect(codeOf(of(json)), JSON.stringify(json)).to.equal("WEBHOOK_FILE");
    for (const HOOK of [undefined, "", "whsec_c2hvcnQ=", SECRET.replace("whsec_", "")])
      expect(codeOf(of([good], { HOOK }))).to.equal("WEBHOOK_SECRET");
    expect(of([good], { HOOK: "whsec_geheim" }))
      .to.throw()
      .with.property("message")
      .that.does.not.contain("geheim");
    const { wants } = subscriber(good.url, { events: ["AlertOpened"], project: "2" }, []);
    expect([wants("AlertOpened", "2"), wants("AlertOpened", "1"), wants("ReportPosted", "2")]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it("settle in order, tell a subscriber that is gone no more, and leave unsettled what was broken off", async () => {
    const ids = ["a", "b", "c", "d"];
    const heard = ids.map((id) => ({ id, event: "AlertOpened", data: "{}" }));
    const [slow, leaving] = [subscriber("https://a.example/", {}, []), subscriber("https://b.example/", {}, [])];
    const release: (() => void)[] = [];
    const told: string[] = [];
    const settled: string[] = [];
    const broken: unknown[] = [];
    await tellAll(
      (async function* () {
        for (const each of heard) {
          yield each;
          await new Promise((resolve) => setImmediate(resolve));
        }
        release.toReversed().forEach((go) => go());
      })(),
      {
        subscribers: [slow, leaving],
        deliver: async (to, { id }) => {
          told.push(`${new URL(to.url).host} ${id}`);
          if (to === leaving) return "gone";
          await new Promise<void>((resolve) => release.push(resolve));
          if (id === "evt_c") throw new DOMException("stopped", "AbortError");
          return "delivered";
        },
        settled: (id) => settled.push(id),
        lost: () => undefined,
        broken: (why) => broken.push(why),
      },
    );
    expect(told.filter((each) => each.startsWith("b"))).to.deep.equal(["b.example evt_a"]);
    expect(settled.at(-1)).to.equal("b");
    expect(broken).to.have.length(1);
    expect(["AlertOpened", "CreditsRetired", "reorganised"].map(typeOf)).to.deep.equal([
      "alert.opened",
      "credits.retired",
      "reorganised",
    ]);
  });

  describe("over an API", function () {
    this.timeout(600_000);
    let api: Api;
    before(async () => {
      api = await startApi();
    });
    after(() => api?.close());

    it("every event is told once, from where it was left, through a connection that breaks", async () => {
      const expected: string[] = [];
      for (let path = "/v1/history?limit=200"; ;) {
        const { items, next } = await api.json(path);
        expected.push(
          ...items.map(({ block, logIndex }: { block: string; logIndex: number }) => `${block}-${logIndex}`),
        );
        if (next === null) break;
        path = `/v1/history?limit=200&cursor=${next}`;
      }
      const stop = new AbortController();
      const told: string[] = [];
      let last: string | undefined;
      const rest = { signal: stop.signal, wait: () => Promise.resolve(), away: () => undefined };
      for (const enough of [5, expected.length]) {
        for await (const heard of hear(api.url, last, rest)) {
          told.push(messageOf(heard).id.replace(/^evt_(\d+-\d+)-.*$/, "$1"));
          last = heard.id;
          if (told.length >= enough) break;
        }
      }
      stop.abort();
      expect(told).to.deep.equal(expected);
    });
  });
});
