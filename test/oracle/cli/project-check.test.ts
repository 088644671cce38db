import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { expect } from "chai";

import { serviceOf, services } from "../../../oracle/core/services/index.ts";
import { naroReferenceParameters } from "../../../oracle/core/services/paddy/terms.ts";
import { runProcess } from "../../../scripts/start/processes.ts";

type Json = Record<string, unknown>;
type Refusal = { readonly code: string; readonly field: string; readonly value: unknown; readonly rule: string };

const MAIN = "oracle/cli/main.ts";
const { example } = serviceOf("paddy", "paddy-ipcc-2019");

describe("project check", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-check-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A folder with the example's files, some of them changed. */
  const folderWith = (changes: Partial<Record<keyof typeof example, (json: Json) => unknown>> = {}): string => {
    const out = mkdtempSync(join(folder, "project-"));
    for (const [name, json] of Object.entries(example)) {
      const change = changes[name as keyof typeof example] ?? ((same) => same);
      const changed = change(structuredClone(json) as Json);
      writeFileSync(join(out, name), typeof changed === "string" ? changed : JSON.stringify(changed));
    }
    return out;
  };
  const refusalsOf = async (out: string, ...args: readonly string[]): Promise<readonly Refusal[]> => {
    const { exitCode, stdout } = await runProcess(MAIN, ["project", "check", out, "--json", ...args]);
    expect(exitCode, stdout).to.equal(2);
    return (JSON.parse(stdout) as { refusals: readonly Refusal[] }).refusals;
  };
  const placesOf = async (out: string, ...args: readonly string[]): Promise<readonly string[]> =>
    (await refusalsOf(out, ...args)).map(({ field }) => field);

  it("tells what a project is, with the area of its cells beside its own", async () => {
    const { exitCode, stdout } = await runProcess(MAIN, ["project", "check", folderWith()]);
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/^fields +6 project, 12\.\d{4} ha; 36 control, 7\d\.\d{4} ha$/m);
    expect(stdout).to.match(/^boundary +12\.\d{4} ha$/m);
    expect(stdout).to.match(/^cells +\d+ of level 20, 12\.\d{4} ha$/m);
    expect(stdout).to.match(/^blocks +\d+\nstorage words +\d+$/m);
    expect(stdout).to.match(/^seasons +example-season 2024-04-01 to 2024-08-01/m);
  });

  it("lists the faults of all files at once, each with its file, place, value and rule", async () => {
    const refusals = await refusalsOf(
      folderWith({
        "project.json": (json) => ({
          ...json,
          edgeLevel: 18,
          practice: { ...(json["practice"] as Json), region: "mars" },
        }),
        "boundary.geojson": () => ({ type: "Point", coordinates: [0, 0] }),
        "fields.geojson": (json) => {
          (json["features"] as { properties: Json }[])[1]!.properties["role"] = "declared";
          return json;
        },
        "parameters.json": (json) => ({ ...json, gwp: "AR4" }),
      }),
    );
    expect(refusals.map(({ field, value }) => `${field} ${String(value)}`)).to.deep.equal([
      "project.json#/edgeLevel 18",
      "boundary.geojson#/type Point",
      "fields.geojson#/features/1/properties/role declared",
      "parameters.json#/gwp AR4",
      "project.json#/practice/region mars",
    ]);
    for (const { rule } of refusals) expect(rule).to.match(/16|Polygon|project|AR5|east-asia/);
  });

  it("refuses a parameter set of another methodology, or of none, by saying so", async () => {
    const naro = { "parameters.json": () => naroReferenceParameters({ gwp: "AR5", extensionDays: 7 }) };
    const [refusal] = await refusalsOf(folderWith(naro), "--methodology", "paddy-ipcc-2019");
    expect(refusal?.rule).to.equal("this is a parameter set of paddy-japan-naro; paddy-ipcc-2019 takes only its own");
    const [unnamed] = await refusalsOf(
      folderWith({ "parameters.json": (json) => ({ ...json, methodology: undefined }) }),
    );
    expect(unnamed?.field).to.equal("parameters.json#/methodology");
    expect(unnamed?.rule).to.equal(
      `one of ${services()
        .map(({ methodology }) => methodology)
        .join(", ")}`,
    );
    expect(await placesOf(folderWith(), "--methodology", "paddy")).to.deep.equal(["methodology"]);
  });

  it("refuses what planning would: seasons outside the period, too few controls in one place, shared ground, nothing claimed", async () => {
    const seasons = [{ id: "s", start: "2024-02-01", end: "2024-08-01", cultivationDays: 110 }];
    const refusals = await refusalsOf(
      folderWith({
        "project.json": (json) => ({ ...json, practice: { ...(json["practice"] as Json), seasons } }),
        "boundary.geojson": () => ({
          type: "Polygon",
          coordinates: [
            [
              [105, 10],
              [105.00001, 10],
              [105.00001, 10.00001],
              [105, 10],
            ],
          ],
        }),
        "fields.geojson": (json) => {
          const features = json["features"] as { properties: Json }[];
          return {
            ...json,
            features: [...features.slice(0, 8), { ...features[0]!, properties: { id: "twin", role: "project" } }],
          };
        },
      }),
    );
    expect(refusals.map(({ code }) => code)).to.deep.equal([
      "SERVICE_NOTHING_CLAIMED",
      "SERVICE_PERIOD",
      "SERVICE_NO_CONTROL",
      "SERVICE_FEW_CLUSTERS",
      "SERVICE_FIELDS_OVERLAP",
    ]);
  });

  it("names files that are missing or are no JSON, and still judges the others", async () => {
    const out = folderWith({
      "boundary.geojson": () => "{",
      "project.json": (json) => ({ ...json, fields: "gone.geojson", name: "" }),
    });
    expect(await placesOf(out)).to.deep.equal([
      "project.json#/name",
      join(out, "boundary.geojson"),
      join(out, "gone.geojson"),
    ]);
    rmSync(join(out, "parameters.json"));
    expect(await placesOf(out)).to.deep.equal([
      "project.json#/name",
      join(out, "boundary.geojson"),
      join(out, "gone.geojson"),
      "--parameters",
    ]);
  });

  it("notes project fields that lie outside the boundary", async () => {
    const out = folderWith({
      "boundary.geojson": (json) => ({ ...json, coordinates: (json["coordinates"] as unknown[]).slice(1) }),
    });
    const { exitCode, stdout } = await runProcess(MAIN, ["project", "check", out, "--json"]);
    expect(exitCode).to.equal(0);
    const { notes } = JSON.parse(stdout) as { notes: readonly string[] };
    expect(notes).to.have.length(1);
    expect(notes[0]).to.match(/^(\d+) of the \1 cells of project field project-1 lie outside the boundary/);
  });

  it("reads files that begin with a byte order mark, and parameters from standard input", async () => {
    const out = folderWith();
    for (const name of Object.keys(example)) {
      const path = join(out, name);
      writeFileSync(path, `\uFEFF${readFileSync(path, "utf8")}`);
    }
    const bare = join(folder, "bare");
    cpSync(out, bare, { recursive: true });
    const parameters = readFileSync(join(bare, "parameters.json"));
    rmSync(join(bare, "parameters.json"));
    const child = spawn(process.execPath, [MAIN, "project", "check", bare, "--parameters", "-", "--json"]);
    child.stdin.end(parameters);
    expect(JSON.parse(await text(child.stdout))).to.deep.include({ ok: true });
    expect((await runProcess(MAIN, ["project", "check", out])).exitCode).to.equal(0);
  });
});
