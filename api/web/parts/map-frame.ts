/** Bounds of an area, degrees; what lies west of the antimeridian continues what lies east of it. */
type Bounds = { readonly west: number; readonly east: number; readonly south: number; readonly north: number };

/** Where longitude and latitude stand in a drawing, north up, in its units. */
export type MapFrame = {
  readonly width: number;
  readonly height: number;
  readonly at: (lon: number, lat: number) => readonly [x: number, y: number];
  readonly lonLat: (x: number, y: number) => readonly [lon: number, lat: number];
  /** Its middle. */
  readonly middle: readonly [lon: number, lat: number];
  /** Units of the drawing to a metre, in the middle. */
  readonly unitsPerMetre: number;
};

const WIDTH = 720;
const MARGIN = 0.04;
/** No drawing is higher than this part of its width, or lower than the other. */
const MOST_HEIGHT = 1 / 1.5;
const LEAST_HEIGHT = 1 / 9;
/** Half the circumference of the Earth over 180 degrees. */
const METRES_A_DEGREE = 111_195;

const boundsOf = (positions: readonly (readonly number[])[]): Bounds => {
  const first = positions[0]![0]!;
  const bounds = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const [longitude, lat] of positions as readonly (readonly [number, number])[]) {
    const lon = longitude - first > 180 ? longitude - 360 : first - longitude > 180 ? longitude + 360 : longitude;
    bounds.west = Math.min(bounds.west, lon);
    bounds.east = Math.max(bounds.east, lon);
    bounds.south = Math.min(bounds.south, lat);
    bounds.north = Math.max(bounds.north, lat);
  }
  return bounds;
};

const within180 = (lon: number): number => ((((lon + 180) % 360) + 360) % 360) - 180;

/**
 * A frame around positions; undefined where there are none. Degrees of longitude are as long as in the middle: this shows
 * where things are, and is no map to measure on.
 */
export const mapFrame = (positions: readonly (readonly number[])[]): MapFrame | undefined => {
  if (positions.length === 0) return undefined;
  const { west, east, south, north } = boundsOf(positions);
  const [middleLon, middleLat] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.max(Math.cos((middleLat * Math.PI) / 180), 1e-3);
  const span = Math.max((east - west) * shrink, (north - south) / MOST_HEIGHT, 1e-6);
  const scale = (WIDTH * (1 - 2 * MARGIN)) / span;
  const height = Math.max((north - south) * scale + 2 * MARGIN * WIDTH, WIDTH * LEAST_HEIGHT);
  return {
    width: WIDTH,
    height,
    at: (lon, lat) => {
      const across = lon - middleLon;
      const turned = across > 180 ? across - 360 : across < -180 ? across + 360 : across;
      return [WIDTH / 2 + turned * shrink * scale, height / 2 - (lat - middleLat) * scale];
    },
    lonLat: (x, y) => [within180(middleLon + (x - WIDTH / 2) / (shrink * scale)), middleLat - (y - height / 2) / scale],
    middle: [within180(middleLon), middleLat],
    unitsPerMetre: scale / METRES_A_DEGREE,
  };
};

/** Polygons in a frame, as the data of an SVG path. */
export const pathOf = ({ at }: MapFrame, polygons: readonly (readonly (readonly (readonly number[])[])[])[]): string =>
  polygons
    .flatMap((rings) =>
      rings.map(
        (ring) =>
          `M${ring
            .slice(0, -1)
            .map(([lon, lat]) =>
              at(lon!, lat!)
                .map((value) => value.toFixed(1))
                .join(" "),
            ) // prettier-ignore
            .join("L")}Z`,
      ),
    )
    .join("");
