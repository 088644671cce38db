import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { expect } from "chai";

import { root } from "../scripts/run.ts";

const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/\/(assembly|node_modules)\//.test(path));

/** A source without its comments. */
const codeOf = (path: string): string =>
  readFileSync(join(root, path), "utf8").replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*/g, "");

/**
 * Who raises errors in a file: the room below `oracle/`, `oracle/core/` or `api/`, or what is below `scripts/`, in the singular
 * and in capitals.
 */
const raiserOf = (path: string): string => {
  const [, room, inner] = path.split("/");
  const name = room === "core" && dirname(path) !== "oracle/core" ? inner : room;
  return name!.replace(/\.ts$/, "").replace(/s$/, "").toUpperCase();
};

/** What looks as our codes do: variables of the environment, faults of the system, a role on chain, files of bands, a stratum of GEDI, columns of tables. */
const FOREIGN =
  /^(SIXFOLD_\w+|DATABASE_URL|NO_COLOR|EAI_AGAIN|HPE_HEADER_OVERFLOW|ERR_HTTP_REQUEST_TIMEOUT|VERIFICATION_ORACLE|V[VH]_|DBT_SA|WHOLE_STEM_BIOMASS_PER_HA|BCLCS_LEVEL_2)$/;

const codesIn = (path: string): readonly string[] =>
  [...codeOf(path).matchAll(/["`]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:[A-Z0-9]+(?=["`])|(?=\$\{)))/g)]
    .map(([, code]) => code!)
    .filter((code) => !FOREIGN.test(code));

describe("words", () => {
  it("an error's code begins with the room that raises it", () => {
    const found = ["oracle", "api", "scripts"].flatMap((folder) =>
      sourcesBelow(folder).flatMap((path) => codesIn(path).map((code) => ({ path, code }))),
    );
    expect(found.length).to.be.greaterThan(150);
    const wrong = found.filter(({ path, code }) => !code.startsWith(`${raiserOf(path)}_`));
    expect(wrong.map(({ path, code }) => `${path}: ${code}`)).to.deep.equal([]);
  });
});
