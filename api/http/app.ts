import { createHash } from "node:crypto";

import express from "express";
import type { Express, RequestHandler } from "express";

import { misnamed } from "../../oracle/core/errors.ts";
import { openFeed } from "./feed.ts";
import { keepAnswers } from "./kept-answers.ts";
import { limitRate } from "./limit-rate.ts";
import { openApiOf } from "./openapi.ts";
import { problemHandler, requestId } from "./problem.ts";
import type { Route } from "./route.ts";
import { serveRoutes } from "./serve-route.ts";
import type { Served } from "./serve-route.ts";

/** What is served, and to how many. */
export type AppOptions = Omit<Served, "version" | "answers" | "feed"> & {
  readonly routes: readonly Route[];
  /** Requests that one address (of IPv6, one /56) may make in a minute. */
  readonly requestsPerMinute: number;
  /** Answers what is no question to the API, the page; it is not counted as a request. */
  readonly page?: RequestHandler;
  /** Takes errors that nobody expected. */
  readonly report: (error: unknown, requestId: string) => void;
};

/**
 * The HTTP face of the registry. It only reads, holds no key, and sets no cookie, so any page may ask it.
 */
export const apiApp = ({ routes, requestsPerMinute, page, report, ...served }: AppOptions): Express => {
  const document = openApiOf(routes);
  const openApi = JSON.stringify(document);
  const version = createHash("sha256").update(openApi).digest("hex").slice(0, 12);
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("strict routing");
  app.use(requestId, (_request, response, next) => {
    response.set({
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Expose-Headers":
        "x-request-id, x-data-block, x-data-state, x-data-finality, etag, link, ratelimit, ratelimit-policy, retry-after",
    });
    next();
  });
  if (page !== undefined) app.use(page);
  app.use(limitRate(requestsPerMinute, "HTTP_RATE"));
  app.options("/*path", (_request, response) => {
    response
      .set({
        "Access-Control-Allow-Methods": "GET, HEAD, POST",
        "Access-Control-Allow-Headers": "content-type, if-none-match, last-event-id, x-request-id",
        "Access-Control-Max-Age": "86400",
      })
      .status(204)
      .end();
  });
  app.get("/openapi.json", (_request, response) => {
    response.set("Cache-Control", "public, no-cache").type("application/json").send(openApi);
  });
  const feed = openFeed(served.db, served.follower);
  serveRoutes(app, routes, { ...served, version, feed, answers: keepAnswers() });
  app.use((request) => {
    throw misnamed("HTTP_ROUTE_UNKNOWN", "path", request.path, "one of the paths of /openapi.json");
  });
  app.use(problemHandler(report));
  return app;
};
