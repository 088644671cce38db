import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { expect } from "chai";

import { root } from "../scripts/run.ts";

/** What stands in backquotes and looks like a path below some folders; not one with a name to be filled in. */
const pathsIn = (file: string, folders: RegExp): readonly string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/`([\w./-]+)`/g)]
    .map(([, path]) => path!)
    .filter((path) => folders.test(path));

/** Where a deployment leaves its journal: not in the tree before the first. */
const WRITTEN = "scripts/ignition/deployments";

describe("the maps of the tree", () => {
  it("name paths that are there", () => {
    const top = pathsIn("README.md", /^(contracts|oracle|scripts|test)\//).filter((path) => path !== WRITTEN);
    expect(top).to.have.length.greaterThan(15);
    expect(top.filter((path) => !existsSync(join(root, path)))).to.deep.equal([]);
    // From the oracle's own folder, or from the top.
    const inside = pathsIn("oracle/README.md", /^(\w+\/|browser\.ts)/);
    expect(inside).to.have.length.greaterThan(25);
    const isThere = (path: string): boolean =>
      [root, join(root, "oracle")].some((base) => existsSync(join(base, path)));
    expect(inside.filter((path) => !isThere(path))).to.deep.equal([]);
  });

  for (const [top, page, prefix] of [
    ["oracle", "README.md", "oracle/"],
    ["api", "api/README.md", ""],
  ] as const)
    it(`name every room of ${top}`, () => {
      const readme = readFileSync(join(root, page), "utf8");
      const rooms = readdirSync(join(root, top), { withFileTypes: true }).filter((entry) => entry.isDirectory());
      const unnamed = rooms.filter(({ name }) => !readme.includes(`\`${prefix}${name}/\``));
      expect(unnamed.map(({ name }) => name)).to.deep.equal([]);
    });

  it("are mirrored by the tests: each folder of tests has the source that it tests", () => {
    const folders = ["oracle", "api", "scripts"].flatMap((top) =>
      readdirSync(join(root, "test", top), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(join(root, "test"), entry.parentPath)),
    );
    expect(folders.length).to.be.greaterThan(20);
    const isMirror = (folder: string): boolean =>
      existsSync(join(root, folder)) || existsSync(join(root, `${folder}.ts`));
    expect([...new Set(folders)].filter((folder) => !isMirror(folder))).to.deep.equal([]);
  });

  it("lead by links to files that are there", () => {
    for (const [file, folder] of [
      ["README.md", root],
      ["oracle/README.md", join(root, "oracle")],
      ["api/README.md", join(root, "api")],
    ] as const) {
      const links = [...readFileSync(join(root, file), "utf8").matchAll(/\]\((?!https?:)([^)#]+)\)/g)];
      expect(links.map(([, link]) => link!).filter((link) => !existsSync(join(folder, link)))).to.deep.equal([]);
    }
  });
});
