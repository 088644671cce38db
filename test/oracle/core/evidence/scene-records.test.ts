import { expect } from "chai";

import { canonicalJson } from "../../../../oracle/core/evidence/canonical-json.ts";
import { portableHref } from "../../../../oracle/core/evidence/portable-href.ts";
import { decodeScenes, encodeScenes, portableScene } from "../../../../oracle/core/evidence/scene-records.ts";
import { parseItem } from "../../../../oracle/core/scenes/parse-item.ts";
import { evidenceError } from "./samples.ts";

const item = (id: string, day: number) => ({
  type: "Feature",
  stac_version: "1.0.0",
  id,
  collection: "c",
  bbox: [0, 0, 1, 1],
  geometry: null,
  links: [],
  properties: { datetime: `2024-03-0${day}T10:00:00Z`, "sat:relative_orbit": 26, "sat:orbit_state": "descending" },
  assets: {
    vv: {
      href: `./${id}.tif`,
      type: "image/tiff; application=geotiff",
      "raster:bands": [{ nodata: "nan", scale: 0.5 }],
    },
  },
});

describe("evidence/scene-records", () => {
  const scenes = [
    parseItem(item("b", 2), "file:///data/cat/b.json"),
    parseItem(item("a", 1), "https://x.example/s/a.json"),
  ];

  it("gives back equal scenes, sorted by time, NaN and tracks included", () => {
    const back = decodeScenes(encodeScenes(scenes));
    expect(back).to.deep.equal([scenes[1], scenes[0]]);
    expect(encodeScenes([...scenes].reverse())).to.deep.equal(encodeScenes(scenes));
  });

  it("names files beside a local catalogue without its place, and leaves others alone", () => {
    const root = "file:///data/cat/";
    expect(portableScene(scenes[0]!, root).assets["vv"]!.href).to.equal("catalogue:///b.tif");
    expect(portableScene(scenes[1]!, root).assets["vv"]!.href).to.equal("https://x.example/s/a.tif");
    expect(portableHref("file:///data/cat-other/b.tif", root)).to.equal("file:///data/cat-other/b.tif");
    expect(portableHref("file:///data/cat/b.tif", undefined)).to.equal("file:///data/cat/b.tif");
  });

  it("refuses records without an href for each asset, and what are no records", async () => {
    const unnamed = { ...item("a", 1), assets: { constructor: item("a", 1).assets.vv } };
    for (const value of [{}, [{}], [{ item: item("a", 1), hrefs: {} }], [{ item: unnamed, hrefs: {} }]])
      expect((await evidenceError(() => decodeScenes(canonicalJson(value)))).code).to.equal("EVIDENCE_SCENES_INVALID");
  });
});
