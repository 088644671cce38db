import { bundleForBrowser, PRODUCT } from "../../scripts/browser/bundle.ts";
import type { Calls } from "../oracle/browser/page.ts";
import { openPage } from "./chromium.ts";
import { serve } from "./stac-server.ts";

/** What a page that re-runs evidence must be allowed, and no more; `data:` is the Zstandard decoder. */
const POLICY = "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval'; connect-src 'self' data:";

const MODULES = {
  ...PRODUCT,
  page: "test/oracle/browser/page.ts",
  "bits-worker": "test/oracle/browser/bits-worker.ts",
  "ending-worker": "test/oracle/browser/ending-worker.ts",
  "failing-worker": "test/oracle/browser/failing-worker.ts",
  "unsendable-worker": "test/oracle/browser/unsendable-worker.ts",
};

type Call = <Name extends keyof Calls>(
  name: Name,
  asked: Parameters<Calls[Name]>[0],
) => Promise<Awaited<ReturnType<Calls[Name]>>>;

export type BrowserCalls = {
  /** Calls a function of test/oracle/browser/page.ts in the page; everything goes over as JSON. */
  readonly call: Call;
  /** Bodies by path, beside the page and its modules. */
  readonly served: Map<string, Uint8Array | string>;
  /** Names that a served module exports. */
  readonly exportsOf: (path: string) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const typeOf = (path: string): string => (path === "/" ? "text/html" : path.endsWith(".js") ? "text/javascript" : "");

/** Bundles the product and the test's page, serves them on loopback and opens the page in Chromium. */
export const browserCalls = async (): Promise<BrowserCalls> => {
  const { files } = await bundleForBrowser(MODULES);
  const served = new Map<string, Uint8Array | string>([
    ["/", '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'],
    ...[...files].map(([name, code]) => [`/${name}`, code] as const),
  ]);
  const server = await serve((request, response) => {
    const body = served.get(request.url ?? "");
    const headers = { "content-security-policy": POLICY, "content-type": typeOf(request.url ?? "") };
    response.writeHead(body === undefined ? 404 : 200, headers).end(body);
  });
  const { page, close } = await openPage(server.origin).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  return {
    served,
    // Text, because what compiles this file may add helpers that the page does not have.
    call: (name, asked) => page.evaluate(`calls[${JSON.stringify(name)}](${JSON.stringify(asked)})`),
    exportsOf: (path) => page.evaluate(`import(${JSON.stringify(path)}).then((module) => Object.keys(module))`),
    close: async () => {
      await close();
      await server.close();
    },
  };
};
