import type { Page } from "playwright-core";

import { bundlePage } from "../../scripts/page/bundle.ts";
import { serveRegistry } from "./api.ts";
import { openPage } from "./chromium.ts";
import type { Registry } from "./registry.ts";
import { serveChain } from "./serve-chain.ts";

/** The page over a registry, in a browser, with the chain where it can ask it. */
export const startPage = async (
  registry: Registry,
  { gateways = [], relay }: { readonly gateways?: readonly string[]; readonly relay?: string } = {},
) => {
  const node = await serveChain(registry);
  const page = { rpcUrl: node.url, files: await bundlePage() };
  const api = await serveRegistry(registry, { gateways, relay, page });
  const browser = await openPage(`${api.url}/?lang=en`);
  /** What the browser itself complained about: a policy that was broken, a script that threw. */
  const complaints: string[] = [];
  browser.page.on("console", (message) => (message.type() === "error" ? complaints.push(message.text()) : undefined));
  browser.page.on("pageerror", ({ message }) => complaints.push(message));
  return {
    api,
    page: browser.page,
    complaints,
    /** Opens an address and waits until it is there. */
    open: async (path: string): Promise<Page> => {
      await browser.page.goto(`${api.url}${path}`);
      await ready(browser.page);
      return browser.page;
    },
    close: async () => {
      await browser.close();
      await api.close();
      await node.close();
    },
  };
};

export type OpenedPage = Awaited<ReturnType<typeof startPage>>;

/** Waits for a view: all of it stands at once. */
export const ready = async (page: Page): Promise<void> => {
  await page.waitForSelector("main[aria-busy=false] h1");
};
