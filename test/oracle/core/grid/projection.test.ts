import { expect } from "chai";
import proj4 from "proj4";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { projection } from "../../../../oracle/core/grid/projection.ts";

describe("projection", () => {
  it("agrees with proj4 within a micrometre on Web Mercator and equal area", () => {
    for (const [epsg, definition, top] of [
      [3857, "EPSG:3857", 85],
      [6933, "+proj=cea +lat_ts=30 +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84", 88],
    ] as const)
      for (let lon = -179.5; lon < 180; lon += 7)
        for (let lat = -top; lat <= top; lat += 5) {
          const { fromLonLat, toLonLat } = projection(epsg);
          const [x, y] = fromLonLat(lon, lat);
          const [e, n] = proj4(definition, [lon, lat]) as [number, number];
          expect(x).to.be.closeTo(e, 1e-6);
          expect(y).to.be.closeTo(n, 1e-6);
          const back = toLonLat(x, y);
          expect(back[0]).to.be.closeTo(lon, 1e-11);
          expect(back[1]).to.be.closeTo(lat, 1e-11);
        }
  });

  it("brings longitudes beyond the antimeridian back", () => {
    expect(projection(4326).toLonLat(181, 5)).to.deep.equal([-179, 5]);
    expect(projection(4326).toLonLat(-180.5, 5)).to.deep.equal([179.5, 5]);
    expect(projection(3857).toLonLat(projection(3857).fromLonLat(190, 5)[0], 0)[0]).to.be.closeTo(-170, 1e-9);
    expect(projection(6933).toLonLat(projection(6933).fromLonLat(190, 5)[0], 0)[0]).to.be.closeTo(-170, 1e-9);
  });

  it("refuses other systems", () => {
    for (const epsg of [0, 4978, 32600, 32661, 32700, 32761, 32654.5, NaN, Infinity])
      expect(() => projection(epsg))
        .to.throw(SixfoldError)
        .with.property("code", "GRID_PROJECTION");
  });
});
