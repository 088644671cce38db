import { expect } from "chai";
import * as z from "zod";

import { SixfoldError } from "../../../../../oracle/core/errors.ts";
import { assetsWith, CSV, GEOJSON } from "../../../../../oracle/core/services/common/assets-with.ts";
import { decimalCell } from "../../../../../oracle/core/services/common/cells.ts";
import { csvTable, geoJsonTable } from "../../../../../oracle/core/services/common/table.ts";
import { parseItem } from "../../../../../oracle/core/scenes/parse-item.ts";

const ASSET = { sceneId: "survey-1", assetKey: "plots" };
const columns = {
  plot: z.string(),
  heightM: decimalCell(z.number().min(0).max(100)),
  note: z.string().exactOptional(),
};
const strict = csvTable(ASSET, z.strictObject(columns));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What is refused, as its field, value and rule. */
const refusalOf = (parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): SixfoldError => {
  try {
    parse(bytes);
  } catch (error) {
    if (error instanceof SixfoldError) return error;
    throw error;
  }
  throw new TypeError("nothing was refused");
};

describe("a table in CSV", () => {
  it("is read with its columns in any order, a byte order mark, CRLF, quotes and empty cells", () => {
    const text = '\uFEFFnote,heightM,plot\r\n"a ""tall"" one,\r\nleaning",12.5,A\r\n,1e1,"B"\r\n';
    expect(strict.parse(utf8(text))).to.deep.equal([
      { note: 'a "tall" one,\r\nleaning', heightM: 12.5, plot: "A" },
      { heightM: 10, plot: "B" },
    ]);
    expect(strict.parse(utf8("plot,heightM\nA,-0"))).to.deep.equal([{ plot: "A", heightM: -0 }]);
    expect(strict.parse(utf8("plot,heightM\n"))).to.deep.equal([]);
  });

  it("takes, drops or refuses other columns as its schema says", () => {
    const bytes = utf8("plot,heightM,crew\nA,1,north\n");
    expect(csvTable(ASSET, z.object(columns)).parse(bytes)).to.deep.equal([{ plot: "A", heightM: 1 }]);
    expect(csvTable(ASSET, z.looseObject(columns)).parse(bytes)[0]).to.include({ crew: "north" });
    expect(refusalOf(strict.parse, bytes)).to.include({ field: "survey-1/plots#row 1, cell 3", value: "crew" });
  });

  it("takes no number but a decimal one with a point", () => {
    for (const cell of ['"1,5"', "1.", ".5", "+1", "01", "1 ", "0x10", "NaN", "Infinity", "1e999", "12 m", "１"]) {
      const { field, value } = refusalOf(strict.parse, utf8(`plot,heightM\nA,1\nB,${cell}\n`));
      expect([field, value], cell).to.deep.equal(["survey-1/plots#row 3, column heightM", cell.replaceAll('"', "")]);
    }
  });

  it("names asset, row and column, value and rule of what it refuses", () => {
    const places: readonly (readonly [string, string, RegExp])[] = [
      ["plot,heightM\nA,101", "row 2, column heightM", /<=100/],
      ["plot,heightM\n,1", "row 2, column plot", /not empty/],
      ["plot\nA", "row 2, column heightM", /is there/],
      ["plot,heightM\nA,1\nB", "row 3", /2 cells/],
      ["plot,heightM\nA,1\n\nB,1", "row 3", /2 cells/],
      ["plot,heightM,plot\nA,1,A", "row 1, cell 3", /once/],
      ["plot,heightM,\nA,1,", "row 1, cell 3", /name/],
      ["", "row 1", /names of its columns/],
      ['plot,heightM\n"A"x,1', "row 2, cell 1", /RFC 4180/],
      ['plot,heightM\nA"x,1', "row 2, cell 1", /RFC 4180/],
      ['plot,heightM\nA,"1', "row 2, cell 2", /RFC 4180/],
      ["plot,heightM\rA,1", "row 1, cell 2", /RFC 4180/],
    ];
    for (const [text, place, rule] of places) {
      const error = refusalOf(strict.parse, utf8(text));
      expect(error.field, JSON.stringify(text)).to.equal(`survey-1/plots#${place}`);
      expect(error.rule).to.match(rule);
      expect(error).to.include({ code: "SERVICE_TABLE", failure: "check" });
    }
    expect(refusalOf(strict.parse, Uint8Array.of(0x70, 0xff)).rule).to.equal("a table is text in UTF-8");
  });
});

describe("a table in GeoJSON", () => {
  const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
  const plots = geoJsonTable(ASSET, {
    properties: z.strictObject({ heightM: z.number().min(0) }),
    geometry: z.strictObject({ type: z.literal("Point"), coordinates: position }),
  });
  const plot = (heightM: unknown, lat = 2) => ({
    type: "Feature",
    properties: { heightM },
    geometry: { type: "Point", coordinates: [1, lat] },
  });
  const bytesOf = (features: readonly unknown[], more: object = {}): Uint8Array =>
    utf8(JSON.stringify({ type: "FeatureCollection", features, ...more }));

  it("is read feature by feature", () => {
    expect(plots.parse(bytesOf([plot(3), plot(4)], { name: "plots" }))).to.deep.equal([
      { properties: { heightM: 3 }, geometry: { type: "Point", coordinates: [1, 2] } },
      { properties: { heightM: 4 }, geometry: { type: "Point", coordinates: [1, 2] } },
    ]);
  });

  it("names asset, feature and property, value and rule of what it refuses", () => {
    const places: readonly (readonly [Uint8Array, string, unknown])[] = [
      [bytesOf([plot(3), plot("3")]), "#/features/1/properties/heightM", "3"],
      [bytesOf([plot(3, 91)]), "#/features/0/geometry/coordinates/1", 91],
      [bytesOf([{ ...plot(3), properties: { heightM: 3, crew: "north" } }]), "#/features/0/properties/crew", "north"],
      [bytesOf([], { crs: { type: "name" } }), "#/crs", "an object"],
      [utf8("3"), "#", 3],
      [utf8("{"), "", "{"],
    ];
    for (const [bytes, place, value] of places)
      expect(refusalOf(plots.parse, bytes)).to.include({ field: `survey-1/plots${place}`, value });
  });
});

describe("assets of a kind", () => {
  it("are chosen by media type and role, whatever their keys", () => {
    const asset = (type: string, ...roles: readonly string[]) => ({ href: "https://example.org/x", type, roles });
    const scene = parseItem(
      {
        type: "Feature",
        stac_version: "1.1.0",
        id: "survey-1",
        bbox: [0, 0, 1, 1],
        properties: { datetime: "2024-03-01T00:00:00Z" },
        assets: {
          z: asset("text/csv; charset=utf-8", "data", "plots"),
          a: asset("TEXT/CSV", "plots"),
          other: asset("text/csv", "metadata"),
          map: asset("application/geo+json", "plots"),
          bare: { href: "https://example.org/x" },
        },
      },
      "https://example.org/item.json",
    );
    const keysOf = (type: string, role: string) => assetsWith([scene], type, role).map(({ assetKey }) => assetKey);
    expect(keysOf(CSV, "plots")).to.deep.equal(["a", "z"]);
    expect(keysOf(GEOJSON, "plots")).to.deep.equal(["map"]);
    expect(keysOf(GEOJSON, "data")).to.deep.equal([]);
  });
});
