import { expect } from "chai";
import geodesic from "geographiclib-geodesic";
import proj4 from "proj4";

import { projection } from "../../../../oracle/core/grid/projection.ts";

describe("utm", () => {
  it("agrees with proj4 within a micrometre in all 60 zones, to 4 degrees from the meridian, -80 to 84", () => {
    let worst = 0;
    for (let zone = 1; zone <= 60; zone++)
      for (const south of [false, true]) {
        const { fromLonLat, toLonLat } = projection((south ? 32700 : 32600) + zone);
        const theirs = proj4(`+proj=utm +zone=${zone}${south ? " +south" : ""} +datum=WGS84`);
        for (let away = -4; away <= 4; away += 1)
          for (let lat = south ? -80 : 0; lat <= (south ? 0 : 84); lat += 4) {
            const lon = zone * 6 - 183 + away;
            const [x, y] = fromLonLat(lon, lat);
            const [e, n] = theirs.forward([lon, lat]) as [number, number];
            worst = Math.max(worst, Math.abs(x - e), Math.abs(y - n));
            const back = toLonLat(x, y);
            expect(Math.abs(back[0] - lon) % 360).to.satisfy((turn: number) => turn < 1e-11 || 360 - turn < 1e-11);
            expect(back[1]).to.be.closeTo(lat, 1e-11);
          }
      }
    if (process.env["SIXFOLD_TIMES"] !== undefined) console.log(`      worst ${worst} m`);
    expect(worst).to.be.lessThan(1e-6);
  });

  it("measures the meridian as GeographicLib does", () => {
    for (let lat = 0; lat <= 84; lat += 7) {
      const { s12 } = geodesic.Geodesic.WGS84.Inverse(0, 141, lat, 141) as { readonly s12: number };
      expect(projection(32654).fromLonLat(141, lat)[1]).to.be.closeTo(0.9996 * s12, 1e-6);
      expect(projection(32754).fromLonLat(141, -lat)[1]).to.be.closeTo(1e7 - 0.9996 * s12, 1e-6);
    }
  });
});
