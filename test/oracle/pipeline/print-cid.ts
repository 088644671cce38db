/** Prints the CID of an analysis of a tiny world: `node print-cid.ts <project> <catalogue>`. */
import { analyse } from "../../../oracle/pipeline/analyse.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { pixelThreads } from "../../helpers/read-pixels.ts";
import { sumService } from "./sum-service.ts";

const [project = "", catalogue = ""] = process.argv.slice(2);
const { cid } = await analyse({
  service: sumService,
  project,
  parameters: { version: "1", factor: 1 },
  catalogue,
  policy: defaultPolicy,
  crew: pixelThreads(2),
});
console.log(cid.toString());
