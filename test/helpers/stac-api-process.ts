/** `node test/helpers/stac-api-process.ts <folder>`: the STAC API of a static catalogue, until it is stopped. */
import { serveStacApi } from "./stac-api.ts";

const { origin } = await serveStacApi(process.argv[2] ?? "");
console.log(JSON.stringify({ url: origin }));
