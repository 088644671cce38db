/** Every address of the page. Numbers and ids stand where the API has them, without its `/v1`. */
export const PATHS = {
  projects: /^\/(?:projects)?$/,
  project: /^\/projects\/(\d{1,78})$/,
  report: /^\/reports\/(0x[0-9a-f]{64})$/,
  batch: /^\/batches\/(\d{1,78})$/,
  certificate: /^\/certificates\/(\d{1,78})$/,
  retirements: /^\/retirements$/,
  totals: /^\/totals$/,
  ground: /^\/ground$/,
  desk: /^\/desk$/,
  rater: /^\/rater$/,
  methodology: /^\/methodologies\/(\d{1,10})$/,
  search: /^\/search$/,
} as const;

export type PlaceName = keyof typeof PATHS;

/** Which view an address is, and of what. */
export const placeOf = (path: string): { readonly name: PlaceName; readonly id: string } | undefined => {
  for (const [name, pattern] of Object.entries(PATHS)) {
    const match = pattern.exec(path);
    if (match !== null) return { name: name as PlaceName, id: match[1] ?? "" };
  }
  return undefined;
};

/** The page's address of what the API has at one; undefined where the page has none. */
export const pageOf = (apiPath: string): string | undefined => {
  const path = apiPath.replace(/^\/v1/, "").replace(/\/serials\/\d+$/, "");
  return placeOf(path) === undefined ? undefined : path;
};
