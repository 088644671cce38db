import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Server } from "node:http";

import { misnamed, unreachable } from "../../oracle/core/errors.ts";
import type { SixfoldError } from "../../oracle/core/errors.ts";
import { problemOf } from "./problem.ts";

/** What Node's parser says, as one of ours (Node.js, "Event: 'clientError'"). */
const faultOf = (code: string | undefined): SixfoldError => {
  if (code === "HPE_HEADER_OVERFLOW")
    return misnamed("HTTP_HEADERS_TOO_LARGE", "headers", undefined, "address and headers of at most 16 KiB");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return unreachable("HTTP_TIMEOUT", "request", undefined, "a request comes whole in time");
  return misnamed("HTTP_MALFORMED", "request", code, "a request is HTTP/1.1");
};

/** Answers what never becomes a request, which no route sees, as everything else is answered. */
export const answerClientFaults = (server: Server): void => {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const id = randomUUID();
    const problem = problemOf(faultOf(error.code), id);
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      "Content-Type: application/problem+json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Cache-Control: no-store",
      `X-Request-Id: ${id}`,
      "Connection: close",
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  });
};
