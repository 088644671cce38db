import { existsSync, readFileSync } from "node:fs";

import { expect } from "chai";
import * as z from "zod";

import { services } from "../../oracle/core/services/index.ts";
import { fieldsFile, projectFile } from "../../oracle/core/services/common/project.ts";
import { rowsOf } from "../../oracle/core/services/common/schema-rows.ts";
import { runProcess } from "../../scripts/start/processes.ts";

describe("documents of formats", () => {
  const schemas = [
    projectFile,
    fieldsFile,
    ...services().flatMap(({ parameters, practice }) => [parameters, practice]),
  ];

  it("say of every field what it means, and of every number with a unit which", () => {
    const rows = schemas.flatMap((schema) => rowsOf(schema));
    expect(rows.length).to.be.greaterThan(60);
    const isMarker = (field: string): boolean => /(^|\.)type$/.test(field);
    expect(rows.filter(({ field, meaning }) => meaning === "" && !isMarker(field))).to.deep.equal([]);
    const UNITS: readonly (readonly [RegExp, string])[] = [
      [/Days$/, "days"],
      [/Db$/, "dB"],
      [/KgPerHa(\.(lower|upper))?$/, "kg"],
      [/PixelM$/, "m"],
    ];
    for (const { field, type, unit } of rows)
      for (const [named, expected] of UNITS)
        if (type !== "object" && named.test(field)) expect(unit, field).to.contain(expected);
  });

  it("follow a schema through objects and lists, with its ranges", () => {
    const schema = z.strictObject({
      list: z
        .array(z.strictObject({ share: z.number().gt(0).max(1).meta({ unit: "1", description: "A share." }) }))
        .min(2),
      kind: z.enum(["a", "b"]).describe("A kind."),
    });
    expect(rowsOf(schema, "x.")).to.deep.equal([
      { field: "x.list", type: "list, 2 or more entries", unit: "", range: "", meaning: "" },
      { field: "x.list[].share", type: "number", unit: "1", range: "> 0, <= 1", meaning: "A share." },
      { field: "x.kind", type: "string", unit: "", range: '`"a"`, `"b"`', meaning: "A kind." },
    ]);
  });

  it("are those of the schemas as they are", async () => {
    const { exitCode, stderr } = await runProcess("scripts/formats.ts", ["--check"]);
    expect(exitCode, stderr).to.equal(0);
    const page = readFileSync("oracle/core/services/FORMATS.md", "utf8");
    for (const { methodology } of services()) expect(page).to.contain(`## ${methodology} `);
    const sources = [...page.matchAll(/\]\((\S+\/terms\.ts)\)/g)].map(([, path]) => path!);
    expect(sources).to.have.length(services().length);
    for (const path of sources) expect(existsSync(`oracle/core/services/${path}`), path).to.equal(true);
  });
});
