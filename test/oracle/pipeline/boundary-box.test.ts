import { expect } from "chai";

import { boundaryBox } from "../../../oracle/pipeline/boundary-box.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";

const square = (west: number, south: number, east: number, north: number) =>
  parseBoundary({
    type: "Polygon",
    coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]], // prettier-ignore
  });

describe("analyse/boundary-box", () => {
  it("is around every boundary", () => {
    expect(boundaryBox([square(1, 2, 3, 4), square(-5, 3, -4, 9)])).to.deep.equal([-5, 2, 3, 9]);
  });

  it("goes around the Earth where ground lies on both sides of the antimeridian", () => {
    expect(boundaryBox([square(179, 0, 180, 1), square(-180, 0, -179, 1)])).to.deep.equal([-180, 0, 180, 1]);
  });
});
