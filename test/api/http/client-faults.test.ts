import { createServer } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { expect } from "chai";

import { answerClientFaults } from "../../../api/http/client-faults.ts";
import { problem } from "../../../api/http/problem.ts";

describe("api/http/client-faults", () => {
  const server = createServer({ headersTimeout: 300, requestTimeout: 300, connectionsCheckingInterval: 100 }, (_, response) => response.end("fine")); // prettier-ignore
  before(async () => {
    answerClientFaults(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** What a server says to bytes that a client sends and then waits. */
  const said = async (bytes: string): Promise<string> => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.write(bytes);
    return text(socket);
  };

  it("answers what is no request as a problem of the catalogue, with a request's id", async () => {
    const faults = [
      ["nonsense\r\n\r\n", 400, "HTTP_MALFORMED"],
      ["GET / HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n", 400, "HTTP_MALFORMED"],
      [`GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(40_000)}\r\n\r\n`, 431, "HTTP_HEADERS_TOO_LARGE"],
      ["GET / HTTP/1.1\r\nhost: a\r\n", 408, "HTTP_TIMEOUT"],
    ] as const;
    for (const [bytes, status, code] of faults) {
      const [head, body] = (await said(bytes)).split("\r\n\r\n") as [string, string];
      expect(head, code)
        .to.match(new RegExp(`^HTTP/1.1 ${status} `))
        .and.to.match(/application\/problem\+json/);
      const told = problem.parse(JSON.parse(body));
      expect([told.status, told.code, told.retry]).to.deep.equal([status, code, status === 408]);
      expect(head).to.contain(told.instance);
    }
    expect(await said("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).to.match(/^HTTP\/1.1 200 OK[^]*fine$/);
  });
});
