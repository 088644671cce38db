import { expect } from "chai";
import type { KyselyPlugin } from "kysely";

import { openStore } from "../../../api/store/open.ts";
import { serveRegistry, startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

/** As many as a server takes, where there is time for them. */
const CLIENTS = process.env["SIXFOLD_DEEP"] === undefined ? 40 : 1_000;

type Event = { readonly id: string; readonly event: string; readonly data: Readonly<Record<string, unknown>> };

const parse = (text: string): Event => {
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(text)![1]!;
  return { id: field("id"), event: field("event"), data: JSON.parse(field("data")) as Event["data"] };
};

/** A client that listens until it is stopped, or the stream ends; asked to come back later, it does. */
const connect = async (url: string, lastId?: string) => {
  const stop = new AbortController();
  const ask = () =>
    fetch(`${url}/v1/events`, {
      headers: lastId === undefined ? {} : { "last-event-id": lastId },
      signal: stop.signal,
    });
  let response = await ask();
  while (response.status === 503) {
    await response.text();
    response = await ask();
  }
  const heard: Event[] = [];
  const read = async (): Promise<void> => {
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (text + chunk).split("\n\n");
      text = parts.pop()!;
      heard.push(...parts.filter((part) => !part.startsWith(":")).map(parse));
    }
  };
  return { heard, ended: read(), stop };
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe("events", () => {
  let api: Api;
  before(async function () {
    this.timeout(120_000);
    api = await startApi();
  });
  after(() => api?.close());

  /** The first events of a stream until one is `last`, or so many. */
  const hear = async (
    path: string,
    enough: (heard: readonly Event[]) => boolean,
    { lastId, meanwhile }: { readonly lastId?: string; readonly meanwhile?: () => Promise<unknown> } = {},
  ): Promise<readonly Event[]> => {
    const stop = new AbortController();
    const headers = lastId === undefined ? {} : { "last-event-id": lastId };
    const response = await fetch(api.url + path, { headers, signal: stop.signal });
    expect(response.status).to.equal(200);
    expect(response.headers.get("content-type")).to.match(/^text\/event-stream/);
    const done = meanwhile?.();
    const heard: Event[] = [];
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (text + chunk).split("\n\n");
      text = parts.pop()!;
      heard.push(...parts.filter((part) => !part.startsWith(":")).map(parse));
      if (enough(heard)) break;
    }
    stop.abort();
    await done;
    return heard;
  };

  const all = async (): Promise<readonly Event["data"][]> => {
    const items: Event["data"][] = [];
    for (let path = "/v1/history?limit=200"; ;) {
      const { items: page, next } = await api.json(path);
      items.push(...page);
      if (next === null) return items;
      path = `/v1/history?limit=200&cursor=${next}`;
    }
  };
  const placeOf = ({ block, logIndex }: Event["data"]): string => `${String(block)}-${String(logIndex)}`;

  it("tells every log once and in order, and goes on where a connection broke off", async () => {
    const expected = (await all()).map(placeOf);
    const told = await hear("/v1/events?from=start", ({ length }) => length >= expected.length);
    expect(told.map(({ data }) => placeOf(data))).to.deep.equal(expected);
    const middle = told[Math.floor(told.length / 3)]!;
    const rest = await hear("/v1/events", ({ length }) => length >= expected.length - expected.indexOf(placeOf(middle.data)) - 1, { lastId: middle.id }); // prettier-ignore
    expect(rest).to.deep.equal(told.slice(told.indexOf(middle) + 1));
  });

  it("tells what happens now, of one project if asked", async () => {
    const meanwhile = async () => {
      await api.registry.register();
      const { projectId } = await api.registry.register();
      await api.registry.claim(projectId, [{ cell: 0x3500100000000000n, bits: 5n }]);
    };
    const next = BigInt((await api.registry.contracts.projects.read.count()) + 2n);
    const told = await hear(`/v1/events?project=${next}`, ({ length }) => length >= 3, { meanwhile });
    expect(told.map(({ event }) => event)).to.deep.equal(["ProjectRegistered", "DesignCommitted", "GroundClaimed"]);
  });

  it("test_L17_takes_back_what_a_reorganisation_took, also for who was away", async () => {
    const { registry } = api;
    await api.caughtUp();
    const before = (await all()).at(-1)!;
    const fork = await registry.networkHelpers.takeSnapshot();
    const lost = await hear("/v1/events", (heard) => heard.length >= 2, { meanwhile: () => registry.register() });
    const replace = async (): Promise<void> => {
      await fork.restore();
      await registry.networkHelpers.time.increase(100);
      await registry.register();
      await registry.register();
    };
    const told = await hear("/v1/events", (heard) => heard.at(-1)?.event === "DesignCommitted" && heard.length >= 5, {
      lastId: lost.at(-1)!.id,
      meanwhile: replace,
    });
    expect(told[0]).to.deep.include({ event: "reorganised", data: { afterBlock: before["block"] } });
    // Who comes back later, with what is gone as the last it heard, is told the same.
    await api.caughtUp();
    const away = await hear("/v1/events", (heard) => heard.length >= told.length, { lastId: lost.at(-1)!.id });
    expect(away).to.deep.equal(told);
    expect(away.slice(1).map(({ data }) => placeOf(data))).to.deep.equal(
      (await all()).map(placeOf).slice(-(away.length - 1)),
    );
  });

  it("tells many clients each event once, looks once for all, and ends their streams when it stops", async function () {
    this.timeout(600_000);
    let queries = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };
    const { registry } = api;
    const server = await serveRegistry(registry, { db: (await openStore({ folder: undefined })).withPlugin(counter) });
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => connect(server.url)));
    const before = queries;
    await registry.register();
    await until(() => clients.every(({ heard }) => heard.length >= 2));
    // What the indexer writes and what is told: neither grows with who listens.
    expect(queries - before).to.be.lessThan(40);

    // Every second client breaks off, misses what happens, and comes back.
    const leaving = clients.filter((_, index) => index % 2 === 1);
    leaving.forEach(({ stop }) => stop.abort());
    await Promise.all(leaving.map(({ ended }) => ended.catch(() => undefined)));
    await registry.register();
    await until(() => clients.every(({ heard }, index) => index % 2 === 1 || heard.length >= 4));
    const back = await Promise.all(leaving.map(({ heard }) => connect(server.url, heard.at(-1)!.id)));
    await registry.register();
    const stayed = clients.filter((_, index) => index % 2 === 0);
    await until(() => stayed.every(({ heard }) => heard.length >= 6) && back.every(({ heard }) => heard.length >= 4));

    // A stream that was cut off would end with an error.
    const closed = server.close();
    await Promise.all([...stayed, ...back].map(({ ended }) => ended));
    await closed;
    const told = stayed[0]!.heard;
    expect(told.map(({ event }) => event)).to.deep.equal(
      Array.from({ length: 3 }, () => ["ProjectRegistered", "DesignCommitted"]).flat(),
    );
    for (const { heard } of stayed) expect(heard).to.deep.equal(told);
    leaving.forEach(({ heard }, index) => expect([...heard, ...back[index]!.heard]).to.deep.equal(told));
    expect(server.unexpected).to.deep.equal([]);
  });

  it("refuses an id that it never gave", async () => {
    for (const id of ["7", `1-0-0x${"ab".repeat(32)}`, "start2", `1-99999999999-0x${"ab".repeat(32)}`]) {
      const response = await api.get("/v1/events", { "last-event-id": id });
      expect([response.status, ((await response.json()) as { code: string }).code]).to.deep.equal([
        400,
        "HTTP_EVENT_ID",
      ]);
    }
  });
});
