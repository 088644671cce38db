import { pathToFileURL } from "node:url";

import type { Plugin } from "esbuild";

const WRITER = /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/;

/**
 * zod writes JSON schemas by methods of each schema, so that no bundler can tell that nobody calls them. A program parses
 * and never writes a schema: it goes without the two modules that do, and whoever calls one all the same is refused.
 */
export const withoutJsonSchema: Plugin = {
  name: "without-json-schema",
  setup: (build) =>
    build.onLoad({ filter: WRITER }, async ({ path }) => {
      const names = Object.keys((await import(pathToFileURL(path).href)) as object);
      return {
        loader: "js",
        contents:
          `const refuse = () => { throw new Error("a program writes no JSON schema"); };\n` +
          `export { ${names.map((name) => `refuse as ${name}`).join(", ")} };\n`,
      };
    }),
};
