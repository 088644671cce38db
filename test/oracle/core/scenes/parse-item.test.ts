import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { parseItem } from "../../../../oracle/core/scenes/parse-item.ts";
import type { SceneBand } from "../../../../oracle/core/scenes/types.ts";
import { dataFolder, realFile } from "../../../helpers/data.ts";
import { skipWithout } from "../../../helpers/skip-without.ts";
import { itemNamed } from "../../../helpers/stac-server.ts";

const self = "https://archive.example/c/items/a.json";
const base = itemNamed("a", "2022-05-01T10:00:00Z");

const withProperties = (
  properties: Record<string, unknown>,
  rest: Record<string, unknown> = {},
): Record<string, unknown> => ({
  ...base,
  ...rest,
  properties: { datetime: "2022-05-01T10:00:00Z", ...properties },
});

const bandOf = (asset: Record<string, unknown>): SceneBand | undefined =>
  parseItem({ ...base, assets: { red: { href: "red.tif", type: "image/tiff", ...asset } } }, self).assets["red"]
    ?.bands[0];

const codeOf = (json: unknown, href = self): string => {
  try {
    parseItem(json, href);
  } catch (error) {
    if (error instanceof SixfoldError) return error.code;
    throw error;
  }
  return "none";
};

const s2 = (properties: Record<string, unknown>, band: Record<string, unknown> | undefined) =>
  withProperties(
    { "s2:processing_baseline": "05.09", ...properties },
    {
      collection: "sentinel-2-l2a",
      assets: {
        red: { href: "red.tif", type: "image/tiff", ...(band === undefined ? {} : { "raster:bands": [band] }) },
        scl: { href: "scl.tif", type: "image/tiff" },
      },
    },
  );

describe("parseItem", () => {
  it("reads scale, offset, nodata and type alike from STAC 1.0 and 1.1", () => {
    const old = bandOf({
      "eo:bands": [{ name: "B04", common_name: "red" }],
      "raster:bands": [{ scale: 0.0001, offset: -0.1, nodata: 0, data_type: "uint16" }],
    });
    const recent = bandOf({
      bands: [
        {
          name: "B04",
          "eo:common_name": "red",
          "raster:scale": 0.0001,
          "raster:offset": -0.1,
          nodata: 0,
          data_type: "uint16",
        },
      ],
    });
    const hoisted = bandOf({
      bands: [{ name: "B04", "eo:common_name": "red" }],
      "raster:scale": 0.0001,
      "raster:offset": -0.1,
      nodata: 0,
      data_type: "uint16",
    });
    expect(old).to.deep.equal({
      name: "B04",
      commonName: "red",
      index: 0,
      scale: 0.0001,
      offset: -0.1,
      nodata: 0,
      dataType: "uint16",
    });
    expect(recent).to.deep.equal(old);
    expect(hoisted).to.deep.equal(old);
    expect(bandOf({ "raster:bands": [{ nodata: "nan" }] })?.nodata).to.be.NaN;
    expect(bandOf({})?.name).to.equal("red");
  });

  it("reads proj from the asset, else the item, by code or number", () => {
    const projected = { "proj:transform": [10, 0, 1, 0, -10, 2, 0, 0, 1], "proj:shape": [3, 4] };
    const inherited = parseItem(withProperties({ "proj:code": "EPSG:32648", ...projected }), self).assets["vv"];
    expect([inherited?.epsg, inherited?.transform, inherited?.shape]).to.deep.equal([
      32648,
      [10, 0, 1, 0, -10, 2],
      [3, 4],
    ]);
    const assets = { vv: { href: "v.tif", type: "image/tiff", "proj:epsg": 32647 } };
    expect(parseItem(withProperties({ "proj:code": "EPSG:32648" }, { assets }), self).assets["vv"]?.epsg).to.equal(
      32647,
    );
    expect(codeOf(withProperties({ "proj:transform": [1, 2, 3] }))).to.equal("SCENE_ITEM");
    expect(codeOf(withProperties({ "proj:shape": [1, 2, 3] }))).to.equal("SCENE_ITEM");
  });

  it("names one viewing geometry one track, and takes ours where there is no orbit", () => {
    expect(parseItem(base, self).track).to.equal("26-descending");
    expect(parseItem(withProperties({ "sixfold:track": "repeat-12d/phase-3" }), self).track).to.equal(
      "repeat-12d/phase-3",
    );
    expect(parseItem(withProperties({}), self).track).to.equal(undefined);
  });

  it("tells simulated scenes", () => {
    expect(parseItem(base, self).simulated).to.equal(false);
    expect(parseItem(withProperties({ "sixfold:simulated": true }), self).simulated).to.equal(true);
  });

  it("normalises instants to UTC and refuses what is none", () => {
    expect(parseItem(withProperties({ datetime: "2022-05-01T12:30:00.123456+07:00" }), self).datetime).to.equal(
      "2022-05-01T05:30:00.123Z",
    );
    expect(
      parseItem(withProperties({ datetime: null, start_datetime: "2022-05-01T00:00:00Z" }), self).datetime,
    ).to.equal("2022-05-01T00:00:00.000Z");
    for (const datetime of ["2022-05-01", "2022-02-30T00:00:00Z", "2022-05-01T10:00:00", "yesterday", null]) {
      expect(codeOf(withProperties({ datetime })), String(datetime)).to.equal("SCENE_DATETIME");
    }
  });

  it("resolves hrefs against the item's own and never from the web to files", () => {
    expect(parseItem(base, self).assets["vv"]?.href).to.equal("https://archive.example/c/items/a.tif");
    expect(parseItem(base, "file:///data/c/a.json").assets["vv"]?.href).to.equal("file:///data/c/a.tif");
    const hostile = { ...base, assets: { vv: { href: "file:///etc/passwd", type: "image/tiff" } } };
    expect(codeOf(hostile)).to.equal("SCENE_REMOTE_TO_FILE");
  });

  it("reads s3 assets through their https twin, and keeps requester-pays", () => {
    const twin = { https: { href: "https://archive.example/x.tif" } };
    const assets = {
      vv: { href: "s3://b/x.tif", type: "image/tiff", alternate: twin, "storage:requester_pays": true },
      vh: { href: "s3://b/y.tif", type: "image/tiff", "storage:requester_pays": true },
    };
    const scene = parseItem({ ...base, assets }, self);
    expect([scene.assets["vv"]?.href, scene.assets["vv"]?.requesterPays]).to.deep.equal([
      "https://archive.example/x.tif",
      false,
    ]);
    expect([scene.assets["vh"]?.href, scene.assets["vh"]?.requesterPays]).to.deep.equal(["s3://b/y.tif", true]);
  });

  it("refuses Sentinel-2 from baseline 04.00 whose offset is missing or counted twice", () => {
    expect(codeOf(s2({}, undefined))).to.equal("SCENE_SCALE_MISSING");
    expect(codeOf(s2({}, { scale: 0.0001 }))).to.equal("SCENE_SCALE_MISSING");
    expect(codeOf(s2({}, { scale: 0.0001, offset: -0.1 }))).to.equal("none");
    expect(codeOf(s2({ "earthsearch:boa_offset_applied": true }, { scale: 0.0001, offset: -0.1 }))).to.equal(
      "SCENE_SCALE_CONTRADICTION",
    );
    expect(codeOf(s2({ "earthsearch:boa_offset_applied": true }, { scale: 0.0001, offset: 0 }))).to.equal("none");
    expect(codeOf(s2({ "s2:processing_baseline": 4 }, undefined))).to.equal("SCENE_SCALE_MISSING");
    expect(codeOf(s2({ "s2:processing_baseline": "03.01" }, undefined))).to.equal("none");
  });

  it("refuses what is no STAC 1.0 or 1.1 item", () => {
    for (const json of [
      null,
      7,
      "x",
      [],
      {},
      { ...base, stac_version: "0.9.0" },
      { ...base, id: "" },
      { ...base, bbox: [1, 2] },
      { ...base, bbox: undefined },
      { ...base, assets: { a: {} } },
      withProperties({ "eo:cloud_cover": 101 }),
    ]) {
      expect(codeOf(json)).to.equal("SCENE_ITEM");
    }
  });

  it("answers any JSON in any place with a scene or a SixfoldError", () => {
    const places = [
      ...Object.keys(base),
      "properties.datetime",
      "properties.proj:shape",
      "properties.s2:processing_baseline",
    ];
    const assetPlaces = [
      "href",
      "type",
      "bands",
      "eo:bands",
      "raster:bands",
      "proj:code",
      "proj:transform",
      "alternate",
      "nodata",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...assetPlaces),
        fc.jsonValue(),
        fc.jsonValue(),
        (place, assetPlace, value, assetValue) => {
          const item = structuredClone({ ...s2({}, { scale: 0.0001, offset: -0.1 }) }) as Record<
            string,
            Record<string, unknown>
          >;
          (item["assets"]?.["red"] as Record<string, unknown>)[assetPlace] = assetValue;
          const [first, second] = place.split(".") as [string, string | undefined];
          if (second === undefined) item[first] = value as Record<string, unknown>;
          else (item[first] as Record<string, unknown>)[second] = value;
          codeOf(item);
        },
      ),
      { numRuns: 2000 },
    );
  });

  const real = (name: string): unknown => JSON.parse(readFileSync(join(dataFolder, "stac", name), "utf8"));
  const samples: readonly (readonly [string, string, string, number | undefined, string | undefined, number])[] = [
    ["LC08_L2SP_028030_20200114_20200824_02_T1_SR.json", "blue", "B2", 32615, undefined, 8041],
    ["S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531.json", "B04", "B04", 32606, "43-descending", 10980],
    ["S1A_IW_GRDH_20210809_item.json", "vh", "VH", 4326, "59-ascending", 26144],
    [
      "ga_ls8c_ard_3-1-0_088080_2020-05-25_final.stac-item.json",
      "nbart_panchromatic",
      "nbart_panchromatic",
      32656,
      undefined,
      15681,
    ],
  ];
  for (const [file, key, band, epsg, track, rows] of samples) {
    it(`reads the real item ${file}`, function () {
      skipWithout(this, realFile(join("stac", file)));
      const scene = parseItem(real(file), self);
      const asset = scene.assets[key];
      expect([asset?.bands[0]?.name, asset?.epsg, scene.track, asset?.shape?.[0]]).to.deep.equal([
        band,
        epsg,
        track,
        rows,
      ]);
      expect(asset?.href).to.match(/^https?:/);
    });
  }

  it("reads a real page of items and their cloud cover", function () {
    const file = "site1-20200606-tall-strip-africa.geojson";
    skipWithout(this, realFile(join("stac", file)));
    const scenes = (real(file) as { features: unknown[] }).features.map((feature) => parseItem(feature, self));
    expect(scenes.length).to.equal(9);
    for (const { track, cloudCover, assets } of scenes) {
      expect(track).to.equal("78-descending");
      expect(cloudCover).to.be.within(0, 100);
      expect(assets["B04"]?.bands[0]?.commonName).to.equal("red");
    }
  });
});
