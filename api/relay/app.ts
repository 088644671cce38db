import express from "express";
import type { Express } from "express";

import { parseRequest } from "../../oracle/attest/retirement-request.ts";
import type { Sender } from "../../oracle/chain/sender.ts";
import { misnamed } from "../../oracle/core/errors.ts";
import { limitRate } from "../http/limit-rate.ts";
import { problemHandler, requestId } from "../http/problem.ts";
import { relayFor } from "./relay.ts";
import type { RelayLimits } from "./relay.ts";

/** 64 lots, each with two numbers, and the words of a certificate. */
const BODY_LIMIT = "32kb";

export type RelayOptions = RelayLimits & {
  readonly sender: Sender;
  /** Requests that one address (of IPv6, one /56) may make in a minute. */
  readonly requestsPerMinute: number;
  readonly report: (error: unknown, requestId: string) => void;
};

/**
 * The HTTP face of a relayer: `GET /v1/relay` says who pays on which chain, `POST /v1/relay/retirements` takes what
 * `sixfold credit sign-retirement` writes. It is a process of its own, as it holds a key and the API holds none.
 */
export const relayApp = ({ sender, requestsPerMinute, report, ...limits }: RelayOptions): Express => {
  const relay = relayFor(sender, limits, Date.now);
  const { chainId, deployment } = sender.chain;
  const app = express();
  app.disable("x-powered-by");
  app.use(requestId, (_request, response, next) => {
    response.set({
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "content-type, x-request-id",
      "Access-Control-Allow-Methods": "GET, POST",
    });
    next();
  });
  app.use(limitRate(requestsPerMinute, "RELAY_RATE"));
  app.options("/*path", (_request, response) => void response.status(204).end());
  app.get("/v1/relay", (_request, response) => {
    response.json({ address: sender.address, chainId, contract: deployment.contracts.CarbonCredit, ...limits });
  });
  app.post("/v1/relay/retirements", express.json({ limit: BODY_LIMIT, inflate: false }), async (request, response) => {
    const { result, transaction, gasUsed } = await relay(parseRequest(request.body as unknown));
    response.status(201).json({
      certificateId: `${result.certificateId}`,
      transaction,
      gasUsed: `${gasUsed}`,
      paidBy: sender.address,
    });
  });
  app.use((request) => {
    throw misnamed("RELAY_ROUTE_UNKNOWN", "path", request.path, "/v1/relay or /v1/relay/retirements");
  });
  app.use(problemHandler(report));
  return app;
};
