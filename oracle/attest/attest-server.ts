import { createServer } from "node:http";
import type { Server } from "node:http";
import { isIPv6 } from "node:net";
import type { AddressInfo } from "node:net";

import express from "express";
import type { Express, RequestHandler } from "express";
import type { Address } from "viem";
import type * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import type { Role } from "../core/statements/table.ts";
import { faultOf } from "../system/system-fault.ts";
import { problemHandler } from "./problem.ts";

/** Longest body: a validation carries a boundary of up to a few hundred thousand vertices. */
const BODY_LIMIT = "16mb";
/** Requests that wait while one is being worked on; a replay uses a whole core. */
const MOST_WAITING = 8;

export type Identity = { readonly role: Role; readonly address: Address; readonly chainId: number };

export type Route = {
  readonly path: string;
  /** Checks a body at once and answers the work it asks for. */
  readonly accept: (body: unknown) => () => Promise<object>;
};

/** A route that takes bodies of one schema by POST. */
export const route = <Body>(path: string, schema: z.ZodType<Body>, answer: (body: Body) => Promise<object>): Route => ({
  path,
  accept: (body) => {
    const parsed = parsedBy(
      schema,
      body,
      ({ pointer, ...fault }) =>
        new SixfoldError({ code: "ATTEST_REQUEST_INVALID", failure: "usage", field: pointer || "/", ...fault }),
    );
    return () => answer(parsed);
  },
});

/** Lets one task run at a time and refuses when too many wait. */
const oneAtATime = () => {
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return <T>(task: () => Promise<T>): Promise<T> => {
    if (waiting > MOST_WAITING)
      throw new SixfoldError({
        code: "ATTEST_BUSY",
        failure: "infrastructure",
        field: "requests",
        value: waiting,
        rule: `at most ${MOST_WAITING} requests wait; try again later`,
      });
    waiting += 1;
    const turn = tail.then(task).finally(() => {
      waiting -= 1;
    });
    tail = turn.catch(() => undefined);
    return turn;
  };
};

const handle = ({ accept }: Route, queue: ReturnType<typeof oneAtATime>): RequestHandler =>
  async function answerRequest(request, response) {
    response.json(await queue(accept(request.body)));
  };

/** The HTTP face of one key: `GET /identity`, and the routes by POST. Errors are problem+json. */
export const attestApp = (identity: Identity, routes: readonly Route[]): Express => {
  const app = express();
  app.disable("x-powered-by");
  const queue = oneAtATime();
  app.get("/identity", (_request, response) => {
    response.json(identity);
  });
  const parse = express.json({ limit: BODY_LIMIT, strict: true });
  for (const each of routes) app.post(each.path, parse, handle(each, queue));
  app.use((request) => {
    throw new SixfoldError({
      code: "ATTEST_NOT_FOUND",
      failure: "usage",
      field: "path",
      value: request.path,
      rule: `one of /identity, ${routes.map(({ path }) => path).join(", ")}`,
    });
  });
  app.use(problemHandler);
  return app;
};

export type Listening = { readonly server: Server; readonly url: string; readonly close: () => Promise<void> };

/** Longest time to send a request: a client that dribbles is cut off. */
const REQUEST_TIMEOUT_MS = 30_000;

/** What the system calls a host that is not this machine's: a foreign address, or a name it can not resolve. */
const FOREIGN: ReadonlySet<string> = new Set(["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EINVAL"]);
const NOT_OURS = { failure: "usage", rule: "the address is one of this machine" } as const;

/**
 * Listens on one address.
 * @throws SixfoldError `ATTEST_PORT` when the port is taken (infrastructure) or not allowed (usage), `ATTEST_HOST`
 *   (usage) when the host is not this machine.
 */
export const listen = (app: Express, port: number, host = "127.0.0.1"): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, app);
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const fault = FOREIGN.has(cause.code ?? "")
        ? ({ code: "ATTEST_HOST", field: "host", value: host, ...NOT_OURS } as const)
        : { code: "ATTEST_PORT", field: "port", value: port, ...faultOf(cause) };
      reject(new SixfoldError({ ...fault, cause }));
    });
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ server, url: `http://${isIPv6(host) ? `[${host}]` : host}:${actual}`, close });
    });
  });
