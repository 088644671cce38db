import { expect } from "chai";
import fc from "fast-check";
import type { KyselyPlugin } from "kysely";

import { apiApp } from "../../../api/http/app.ts";
import { openIndexer } from "../../../api/indexer/indexer.ts";
import { ROUTES } from "../../../api/resources/index.ts";
import { openStore } from "../../../api/store/open.ts";
import { listen } from "../../../oracle/attest/attest-server.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";
import { recordedChain } from "../indexer/recorded-chain.ts";
import { recordLife } from "../indexer/recorded-life.ts";

const READS = [
  "/v1/projects", "/v1/projects/1", "/v1/reports?limit=2", "/v1/batches", "/v1/retirements?limit=1", "/v1/alerts", "/v1/supply",
  "/v1/registers/retired?format=csv", "/v1/history?limit=3",
]; // prettier-ignore

describe("kept answers", () => {
  describe("of one state", () => {
    let api: Api;
    let queries = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => {
        queries += 1;
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };

    before(async function () {
      this.timeout(600_000);
      api = await startApi({ db: (await openStore({ folder: undefined })).withPlugin(counter) });
    });
    after(() => api?.close());

    it("are given again without a question to the store, also behind a block without logs", async () => {
      await api.caughtUp();
      const first = await Promise.all(READS.map(async (path) => (await api.get(path)).text()));
      const asked = queries;
      expect(asked).to.be.greaterThan(READS.length);
      const again = await Promise.all(READS.map(async (path) => (await api.get(path)).text()));
      expect(again).to.deep.equal(first);
      expect(queries).to.equal(asked);
      await api.registry.networkHelpers.mine();
      await api.caughtUp();
      const moved = queries;
      const response = await api.get("/v1/projects");
      expect(response.headers.get("x-data-block")).to.match(new RegExp(`^${api.indexer.head().block_number} `));
      expect(await response.text()).to.equal(first[0]);
      expect(queries).to.equal(moved);
    });

    it("are asked for once by all who ask at once", async () => {
      await api.registry.register();
      await api.caughtUp();
      const before = queries;
      await api.get("/v1/projects?limit=9");
      const one = queries - before;
      const texts = await Promise.all(
        Array.from({ length: 20 }, async () => (await api.get("/v1/projects?limit=10")).text()),
      );
      expect(new Set(texts).size).to.equal(1);
      expect(queries - before).to.equal(2 * one);
    });

    it("are no answer to who asks wrongly, and what was not found is looked for again", async () => {
      expect((await api.get("/v1/projects?limit=0")).status).to.equal(400);
      const next = BigInt(await api.registry.contracts.projects.read.count()) + 1n;
      expect((await api.get(`/v1/projects/${next}`)).status).to.equal(404);
      await api.registry.register();
      await api.caughtUp();
      expect((await api.get(`/v1/projects/${next}`)).status).to.equal(200);
    });
  });

  it("test_L17_one_tag_has_one_answer_under_any_reorganisation", async function () {
    this.timeout(600_000);
    const { real, history } = await recordLife(1);
    const { chain, length, reorganise } = recordedChain(real, history);
    reorganise(0, history.map(() => 0)); // prettier-ignore
    const db = await openStore({ folder: undefined });
    const indexer = await openIndexer(chain, db);
    await indexer.catchUp();
    const follower = {
      status: () => ({ head: indexer.head(), fault: undefined }),
      onMove: () => () => undefined,
      stopped: new AbortController().signal,
      stop: () => Promise.resolve(),
    };
    const unexpected: unknown[] = [];
    const serve = () =>
      listen(
        apiApp({
          ...{ routes: ROUTES, chain, db, follower, gateways: [], requestsPerMinute: 1_000_000_000 },
          report: (error) => unexpected.push(error),
        }),
        0,
      );
    const kept = await serve();
    /** What each tag was answered with, by whomever. */
    const answers = new Map<string, string>();
    const read = async (url: string, path: string): Promise<void> => {
      const response = await fetch(url + path);
      const text = await response.text();
      if (response.status === 404) return;
      expect(response.status, text).to.equal(200);
      const key = `${response.headers.get("etag")} ${path}`;
      const whole = JSON.stringify([text, response.headers.get("link"), response.headers.get("content-type")]);
      expect(answers.get(key) ?? whole, key).to.equal(whole);
      answers.set(key, whole);
      expect(response.headers.get("etag")).to.include(response.headers.get("x-data-state")!.split(" 0x")[1]);
    };
    const readAll = async (url: string): Promise<void> => {
      await Promise.all(READS.map((path) => read(url, path)));
    };
    const run = async (depth: number, gaps: readonly number[]): Promise<void> => {
      const before = length();
      reorganise(depth, gaps);
      while (length() <= before) reorganise(0, [0]);
      // Some are asked in the one state, some in the other.
      await Promise.all([readAll(kept.url), indexer.catchUp(), readAll(kept.url)]);
      await readAll(kept.url);
      const fresh = await serve();
      try {
        const last = answers.size;
        await readAll(fresh.url);
        // All that this state is asked was kept, or is equal to what was.
        expect(answers.size).to.equal(last);
      } finally {
        await fresh.close();
      }
    };
    try {
      const depth = fc.integer({ min: 1, max: 20 });
      const gaps = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 20 });
      await fc.assert(fc.asyncProperty(depth, gaps, run), { numRuns: 8, seed: 5, endOnFailure: true });
      expect(unexpected).to.deep.equal([]);
      expect(answers.size).to.be.greaterThan(5 * READS.length);
    } finally {
      await kept.close();
      await db.destroy();
    }
  });
});
