import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";

import { unreachable } from "../../oracle/core/errors.ts";

const MINUTE_MS = 60_000;

/** Lets one address (of IPv6, one /56) make so many requests in a minute; the next has the error of this code. */
export const limitRate = (requestsPerMinute: number, code: string): RequestHandler =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit: requestsPerMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    // Nobody stands in front of this server unless whoever runs it says so.
    validate: { xForwardedForHeader: false },
    handler: () => {
      throw unreachable(code, "requests", requestsPerMinute, `at most ${requestsPerMinute} in a minute`);
    },
  });
