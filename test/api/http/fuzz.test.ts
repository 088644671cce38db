import { expect } from "chai";
import fc from "fast-check";
import type * as z from "zod";

import { ERRORS, FAMILIES } from "../../../api/http/catalogue.ts";
import { problem } from "../../../api/http/problem.ts";
import { stateTag } from "../../../api/http/snapshot.ts";
import { ROUTES } from "../../../api/resources/index.ts";
import type { Route } from "../../../api/http/route.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

/** What an OpenAPI document says of a parameter. */
type Parameter = {
  readonly in: "path" | "query";
  readonly name: string;
  readonly schema: { readonly $ref?: string; readonly pattern?: string; readonly enum?: readonly string[] };
};
type Operation = { readonly parameters?: readonly Parameter[]; readonly responses: Readonly<Record<string, object>> };
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Parameter["schema"]>> };
};

const FAMILY = new RegExp(`^(${Object.keys(FAMILIES).join("|")})_`);

/** What looks like input, and is none of ours. */
const HOSTILE = [
  "", "0", "-1", "1e3", "01", "999999999999999999999999999999999999999999999999999999999999999999999999999999999", "null",
  "' or 1=1 --", "%", "__proto__", "../../etc/passwd", "\u202e", "\ud83d\ude00", "\0", "a\r\nset-cookie: b=c", "=1+1",
  "0x", `0x${"f".repeat(64)}`, `0x${"F".repeat(40)}`, "x".repeat(3_000), "[]", "{}", "Qm".repeat(23), "bafy".repeat(15),
]; // prettier-ignore

describe("every route, asked from its schema", () => {
  let api: Api;
  let document: Document;
  let known: readonly string[];

  before(async function () {
    this.timeout(120_000);
    // A gateway that is away, and says so at once.
    api = await startApi({ gateways: ["http://127.0.0.1:9"] });
    document = (await api.json("/openapi.json")) as Document;
    const [reports, batches, history] = await Promise.all(
      ["/v1/reports", "/v1/batches", "/v1/history?limit=3"].map((path) => api.json(path)),
    );
    known = [
      "1", "2", "JP", "active", "biomass", "10", "csv", "Holder",
      reports.items[0].id, reports.items[0].transaction, reports.items[0].evidence.cid, reports.items[0].verifier,
      batches.items[0].id, `${batches.items[0].id}/5`, api.life.alerts[0]!.id, history.next,
      api.registry.wallet.developer.account.address,
      // A cursor that looks as ours do.
      Buffer.from(JSON.stringify(["/v1/projects", stateTag(api.indexer.head()), ["x"]])).toString("base64url"),
      Buffer.from(JSON.stringify(["/v1/methodologies", stateTag(api.indexer.head()), ["9".repeat(20)]])).toString("base64url"),
      Buffer.from("[".repeat(500)).toString("base64url"),
    ]; // prettier-ignore
  });
  after(() => api?.close());

  const valueOf = ({ schema }: Parameter): fc.Arbitrary<string> => {
    const resolved =
      schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.replace(/^.*\//, "")]!;
    const fitting =
      resolved.enum !== undefined
        ? fc.constantFrom(...resolved.enum)
        : resolved.pattern !== undefined
          ? fc.stringMatching(new RegExp(resolved.pattern))
          : fc.string();
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...known) },
      { weight: 3, arbitrary: fitting },
      { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme" }) },
    );
  };

  /** An address of a route, with some of its parameters and perhaps one that it does not have. */
  const addressOf = (route: Route): fc.Arbitrary<string> => {
    const parameters = document.paths[route.path]![route.method]!.parameters ?? [];
    const inPath = parameters.filter((parameter) => parameter.in === "path");
    const inQuery = parameters.filter((parameter) => parameter.in === "query");
    const all = fc.record(Object.fromEntries(inQuery.map((parameter) => [parameter.name, valueOf(parameter)])), {
      requiredKeys: [],
    });
    const query = fc.oneof({ weight: 4, arbitrary: all }, { weight: 1, arbitrary: fc.constant({}) });
    const stray = fc.oneof(
      { weight: 12, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom("stray=1", "limit=1&limit=2", "__proto__=1", "a[b]=c", "%", "=") },
    );
    return fc.tuple(fc.tuple(...inPath.map(valueOf)), query, stray).map(([values, given, extra]) => {
      const path = inPath.reduce(
        (filled, { name }, index) =>
          filled.replace(`{${name}}`, encodeURIComponent(values[index]!.replaceAll(/\p{Surrogate}/gu, "\ufffd"))),
        route.path,
      );
      return `${path}?${new URLSearchParams(given as Record<string, string>).toString()}&${extra}`;
    });
  };

  const expectProblem = async (response: Response, address: string): Promise<void> => {
    expect(response.headers.get("content-type"), address).to.match(/^application\/problem\+json/);
    const body: unknown = await response.json();
    const parsed = problem.parse(body);
    expect(parsed.status, address).to.equal(response.status);
    expect(parsed.instance).to.equal(response.headers.get("x-request-id"));
    expect(parsed.code in ERRORS || FAMILY.test(parsed.code), parsed.code).to.equal(true);
    expect(parsed.code, address).not.to.equal("HTTP_UNEXPECTED");
  };

  const expectAnswered = async (route: Route, response: Response, address: string): Promise<void> => {
    // A chain or gateway that is away is no fault of the question; here the gateway is.
    if (response.status >= 400) {
      const isAway = response.status === 503 && /^\/v1\/(layers|evidence)\//.test(route.path);
      if (!isAway) expect(response.status, address).to.be.lessThan(500);
      return expectProblem(response, address);
    }
    expect(response.status, address).to.equal(200);
    const media = response.headers.get("content-type")!.split(";")[0]!;
    expect([route.media, ...route.otherMedia], address).to.include(media);
    if (!media.endsWith("json")) return void (await response.text());
    const { error }: z.ZodSafeParseResult<unknown> = route.answer.safeParse(await response.json());
    expect(error?.issues, address).to.equal(undefined);
  };

  it("is in the OpenAPI document, with its problems", () => {
    expect(document.openapi).to.equal("3.1.0");
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.toSorted()).to.deep.equal(ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted());
    for (const { method, path } of ROUTES)
      expect(Object.keys(document.paths[path]![method]!.responses)).to.include.members(["200", "4XX", "5XX"]);
  });

  for (const route of ROUTES.filter(({ from, method }) => from !== "stream" && method === "get"))
    it(`${route.method} ${route.path}`, async function () {
      this.timeout(120_000);
      const statuses = new Set<number>();
      await fc.assert(
        fc.asyncProperty(addressOf(route), async (address) => {
          const response = await api.get(address);
          statuses.add(response.status);
          await expectAnswered(route, response, address);
        }),
        { numRuns: 150, seed: 16 },
      );
      expect(api.unexpected).to.deep.equal([]);
      expect(statuses.size, [...statuses].join()).to.be.greaterThan(1);
    });

  it("post /v1/ground/ask", async function () {
    this.timeout(120_000);
    const route = ROUTES.find(({ path }) => path === "/v1/ground/ask")!;
    const near = fc.double({ min: 104.9, max: 105.3, noNaN: true });
    const position = fc.oneof(
      { weight: 8, arbitrary: fc.tuple(near, near.map((lon) => lon - 94.8)) },
      { weight: 1, arbitrary: fc.tuple(fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: -100, max: 100, noNaN: true })) },
      { weight: 1, arbitrary: fc.constantFrom([], [1], ["1", 2], null, [180, 90], [-180, -90], { lon: 1 }) as fc.Arbitrary<never> },
    ); // prettier-ignore
    const ring = fc.array(position, { minLength: 2, maxLength: 5 }).map((all) => [...all, all[0]]);
    const geometry = fc.oneof(
      { weight: 8, arbitrary: fc.record({ type: fc.constant("Polygon"), coordinates: fc.array(ring, { minLength: 1, maxLength: 2 }) }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    ); // prettier-ignore
    const body = fc.record(
      {
        area: geometry,
        pool: fc.oneof(fc.constantFrom("biomass", "peat", "paddy-methane"), fc.string()),
        edgeLevel: fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(16, 20) },
          { weight: 1, arbitrary: fc.jsonValue() },
        ),
        stray: fc.constant(1),
      },
      { requiredKeys: ["area", "pool", "edgeLevel"] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 9, arbitrary: body }, { weight: 1, arbitrary: fc.jsonValue() }),
        async (sent) => {
          const response = await api.post("/v1/ground/ask", sent);
          await expectAnswered(route, response, JSON.stringify(sent));
        },
      ),
      { numRuns: 300, seed: 16 },
    );
    expect(api.unexpected).to.deep.equal([]);
  });
});
