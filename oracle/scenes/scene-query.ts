import { parseDatetime } from "../core/scenes/parse-datetime.ts";
import { refused } from "../core/errors.ts";
import type { Scene } from "../core/scenes/types.ts";

export type SceneQuery = {
  /** West, south, east, north in degrees; west > east crosses the antimeridian. */
  readonly bbox?: readonly [number, number, number, number];
  /** RFC 3339; start is in, end is out. */
  readonly datetime?: { readonly start: string; readonly end: string };
  readonly collections?: readonly string[];
};

const meets = (west: number, east: number, otherWest: number, otherEast: number): boolean => {
  if (west > east) return meets(west, 180, otherWest, otherEast) || meets(-180, east, otherWest, otherEast);
  if (otherWest > otherEast) return meets(otherWest, otherEast, west, east);
  return west <= otherEast && otherWest <= east;
};

/** Whether a scene answers a query. Asked of every scene: archives and files are not trusted to filter. */
export const answers = (scene: Scene, query: SceneQuery): boolean => {
  const { bbox, datetime, collections } = query;
  if (collections !== undefined && !collections.includes(scene.collection)) return false;
  if (datetime !== undefined) {
    const start = parseDatetime(datetime.start, "query.datetime.start");
    const end = parseDatetime(datetime.end, "query.datetime.end");
    if (scene.datetime < start || scene.datetime >= end) return false;
  }
  if (bbox === undefined) return true;
  const [west, south, east, north] = bbox;
  return south <= scene.bbox[3] && scene.bbox[1] <= north && meets(west, east, scene.bbox[0], scene.bbox[2]);
};

/** The query as STAC API search parameters. */
export const searchBody = ({ bbox, datetime, collections }: SceneQuery): Readonly<Record<string, unknown>> => {
  if (bbox !== undefined && (!bbox.every(Number.isFinite) || bbox[1] > bbox[3])) {
    throw refused("SCENE_QUERY", "query.bbox", bbox, "a box is west, south, east, north");
  }
  return {
    limit: 100,
    ...(bbox === undefined ? {} : { bbox }),
    ...(datetime === undefined
      ? {}
      : {
          datetime: `${parseDatetime(datetime.start, "query.datetime.start")}/${parseDatetime(datetime.end, "query.datetime.end")}`,
        }),
    ...(collections === undefined ? {} : { collections }),
  };
};
