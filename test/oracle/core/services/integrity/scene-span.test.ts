import { expect } from "chai";

import { isOneSeason, spanOf } from "../../../../../oracle/core/services/integrity/scene-span.ts";
import { sceneOf } from "./burn/place.ts";

const at = (from: string, to = from) => {
  const properties = from === to ? { datetime: from } : { datetime: null, start_datetime: from, end_datetime: to };
  return spanOf(sceneOf("scene", from, { item: { properties } }));
};

describe("when a scene was taken", () => {
  it("is an instant, or the range that a composite states", () => {
    expect(at("2020-06-10T00:00:00Z")).to.deep.equal({ from: 1_591_747_200n, to: 1_591_747_200n });
    expect(at("2020-06-10T00:00:00Z", "2020-06-11T00:00:00Z")).to.deep.equal({
      from: 1_591_747_200n,
      to: 1_591_833_600n,
    });
  });

  it("is refused where a range has no end", () => {
    const item = { properties: { datetime: null, start_datetime: "2020-06-10T00:00:00Z" } };
    expect(() => spanOf(sceneOf("open", "2020-06-10T00:00:00Z", { item }))).to.throw("RFC 3339");
  });

  it("shows one season within days of a whole number of years, also over a new year", () => {
    const before = at("2020-01-05T00:00:00Z");
    expect(isOneSeason(before, at("2020-12-10T00:00:00Z"), 32, 1)).to.equal(true);
    expect(isOneSeason(before, at("2020-12-01T00:00:00Z"), 32, 1)).to.equal(false);
    expect(isOneSeason(before, at("2020-02-04T00:00:00Z"), 32, 1)).to.equal(true);
    expect(isOneSeason(before, at("2022-01-05T00:00:00Z"), 32, 1)).to.equal(false);
    expect(isOneSeason(before, at("2022-01-05T00:00:00Z"), 32, 2)).to.equal(true);
  });

  it("is not one season where any day of the ranges is of another", () => {
    const before = at("2020-05-01T00:00:00Z", "2020-05-21T00:00:00Z");
    expect(isOneSeason(before, at("2021-05-01T00:00:00Z", "2021-06-01T00:00:00Z"), 32, 1)).to.equal(true);
    expect(isOneSeason(before, at("2021-05-01T00:00:00Z", "2021-06-20T00:00:00Z"), 32, 1)).to.equal(false);
  });
});
