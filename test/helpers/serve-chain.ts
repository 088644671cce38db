import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

import type { Registry } from "./registry.ts";

/** A node that processes of their own can talk to. */
export type ServedChain = { readonly url: string; readonly close: () => Promise<void> };

type Request = { readonly id: number; readonly method: string; readonly params?: readonly unknown[] };

/** A page on another port may ask, as it may ask Hardhat's own node. */
const ANY_PAGE = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };

/** Serves the in-process node of a registry over JSON-RPC, on loopback. */
export const serveChain = async ({ connection: { provider } }: Registry): Promise<ServedChain> => {
  const answer = async ({ id, method, params = [] }: Request): Promise<object> => {
    try {
      return { jsonrpc: "2.0", id, result: await provider.request({ method, params: [...params] }) };
    } catch (error) {
      const { code = -32_603, message, data } = error as { code?: number; message: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code, message, data } };
    }
  };
  const server = createServer((request, response) => {
    response.setHeaders(new Map(Object.entries(ANY_PAGE)));
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    void (async () => {
      const asked = (await json(request)) as Request | readonly Request[];
      const body = Array.isArray(asked) ? await Promise.all(asked.map(answer)) : await answer(asked as Request);
      response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
