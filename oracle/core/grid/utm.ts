import { atan, atan2, cos, exp, ln, sin, tan } from "../math.ts";
import { ECCENTRICITY2, EQUATOR_RADIUS_M, FLATTENING } from "./authalic.ts";
import type { Projection } from "./projection.ts";

const DEGREE = Math.PI / 180;
const E = Math.sqrt(ECCENTRICITY2);
const N = FLATTENING / (2 - FLATTENING);
const N2 = N * N;
const N3 = N2 * N;
const N4 = N2 * N2;
const N5 = N4 * N;
const N6 = N3 * N3;
const SCALED_RADIUS_M = 0.9996 * (EQUATOR_RADIUS_M / (1 + N)) * (1 + N2 / 4 + N4 / 64 + N6 / 256);
// Krueger series to n^6: Karney 2011, "Transverse Mercator with an accuracy of a few nanometers", eq. 35 and 36;
// not re-read: checked by their values, against proj4 and meridian arcs of GeographicLib (test/oracle/core/grid/utm.test.ts).
const ALPHA = [
  N / 2 - (2 / 3) * N2 + (5 / 16) * N3 + (41 / 180) * N4 - (127 / 288) * N5 + (7891 / 37800) * N6,
  (13 / 48) * N2 - (3 / 5) * N3 + (557 / 1440) * N4 + (281 / 630) * N5 - (1983433 / 1935360) * N6,
  (61 / 240) * N3 - (103 / 140) * N4 + (15061 / 26880) * N5 + (167603 / 181440) * N6,
  (49561 / 161280) * N4 - (179 / 168) * N5 + (6601661 / 7257600) * N6,
  (34729 / 80640) * N5 - (3418889 / 1995840) * N6,
  (212378941 / 319334400) * N6,
];
const BETA = [
  N / 2 - (2 / 3) * N2 + (37 / 96) * N3 - (1 / 360) * N4 - (81 / 512) * N5 + (96199 / 604800) * N6,
  (1 / 48) * N2 + (1 / 15) * N3 - (437 / 1440) * N4 + (46 / 105) * N5 - (1118711 / 3870720) * N6,
  (17 / 480) * N3 - (37 / 840) * N4 - (209 / 4480) * N5 + (5569 / 90720) * N6,
  (4397 / 161280) * N4 - (11 / 504) * N5 - (830251 / 7257600) * N6,
  (4583 / 161280) * N5 - (108847 / 3991680) * N6,
  (20648693 / 638668800) * N6,
];
const sinh = (x: number): number =>
  Math.abs(x) < 1e-3 ? x + (x * x * x) / 6 + (x * x * x * x * x) / 120 : (exp(x) - exp(-x)) / 2;
const cosh = (x: number): number => (exp(x) + exp(-x)) / 2;
const log1p = (x: number): number => {
  const u = 1 + x;
  return u === 1 ? x : (ln(u) * x) / (u - 1);
};
const asinh = (x: number): number => {
  const a = Math.abs(x);
  const y = log1p(a + (a * a) / (1 + Math.sqrt(1 + a * a)));
  return x < 0 ? -y : y;
};
const atanh = (x: number): number => log1p((2 * x) / (1 - x)) / 2;

/** Tangent of the conformal latitude from the tangent of the geodetic one (Karney 2011, eq. 7 to 9). */
const conformal = (tau: number): number => {
  const root = Math.sqrt(1 + tau * tau);
  const sigma = sinh(E * atanh((E * tau) / root));
  return tau * Math.sqrt(1 + sigma * sigma) - sigma * root;
};

const northingOf = (south: boolean): number => (south ? 1e7 : 0);

/** Tangents of the geodetic and the conformal latitude of a place, and where the sphere's transverse Mercator has it. */
const unprojected = (x: number, y: number) => {
  const [xi, eta] = [y / SCALED_RADIUS_M, (x - 500000) / SCALED_RADIUS_M];
  let [xi0, eta0] = [xi, eta];
  BETA.forEach((b, k) => {
    const m = 2 * (k + 1);
    xi0 -= b * sin(m * xi) * cosh(m * eta);
    eta0 -= b * cos(m * xi) * sinh(m * eta);
  });
  const sh = sinh(eta0);
  const goal = sin(xi0) / Math.sqrt(sh * sh + cos(xi0) * cos(xi0));
  let tau = goal / (1 - ECCENTRICITY2);
  for (let k = 0; k < 5; k++) {
    const now = conformal(tau);
    tau +=
      ((goal - now) / Math.sqrt(1 + now * now)) *
      ((1 + (1 - ECCENTRICITY2) * tau * tau) / ((1 - ECCENTRICITY2) * Math.sqrt(1 + tau * tau)));
  }
  return { xi, eta, xi0, eta0, tau, goal };
};

/**
 * Square metres of ground per square metre of the map. UTM is conformal: dx + i dy is the series' derivative times the
 * step on the sphere's transverse Mercator, that cosh(eta) times the step on the sphere, and the sphere's parallel has
 * cos(chi) / (nu cos(phi)) of the length of the ellipsoid's, where nu is the radius of curvature in the prime vertical.
 */
export const utmAreaScale = (south: boolean): ((x: number, y: number) => number) => {
  const northing = northingOf(south);
  return (x, y) => {
    const { xi, eta, eta0, tau, goal } = unprojected(x, y - northing);
    let [p, q] = [1, 0];
    BETA.forEach((b, k) => {
      const m = 2 * (k + 1);
      p -= m * b * cos(m * xi) * cosh(m * eta);
      q += m * b * sin(m * xi) * sinh(m * eta);
    });
    const nu2 = (EQUATOR_RADIUS_M * EQUATOR_RADIUS_M) / (1 - ECCENTRICITY2 * (1 - 1 / (1 + tau * tau)));
    const parallel2 = (nu2 * (1 + goal * goal)) / (1 + tau * tau);
    const ch = cosh(eta0);
    return ((parallel2 / (ch * ch)) * (p * p + q * q)) / (SCALED_RADIUS_M * SCALED_RADIUS_M);
  };
};

/**
 * UTM on WGS84: degrees to metres and back. Nanometres of series error within 3,900 km of the central meridian (Karney
 * 2011); checked against proj4 to a micrometre in all zones, -80 to 84 degrees, 4 degrees to either side.
 */
export const utm = (zone: number, south: boolean): Projection => {
  const meridian = zone * 6 - 183;
  const northing = northingOf(south);
  return {
    fromLonLat: (lon, lat) => {
      const turn = lon - meridian;
      const lambda = (turn - 360 * Math.floor((turn + 180) / 360)) * DEGREE;
      const t = conformal(tan(lat * DEGREE));
      const xi0 = atan2(t, cos(lambda));
      const eta0 = asinh(sin(lambda) / Math.sqrt(t * t + cos(lambda) * cos(lambda)));
      let [xi, eta] = [xi0, eta0];
      ALPHA.forEach((a, k) => {
        const m = 2 * (k + 1);
        xi += a * sin(m * xi0) * cosh(m * eta0);
        eta += a * cos(m * xi0) * sinh(m * eta0);
      });
      return [500000 + SCALED_RADIUS_M * eta, northing + SCALED_RADIUS_M * xi];
    },
    toLonLat: (x, y) => {
      const { xi0, eta0, tau } = unprojected(x, y - northing);
      const lon = meridian + atan2(sinh(eta0), cos(xi0)) / DEGREE;
      return [lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, atan(tau) / DEGREE];
    },
  };
};
