/** Prints the CID of an analysis of a tiny world: `node print-cid.ts <project> <catalogue>`. */
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { analyseInMemory } from "../../helpers/bundles.ts";
import { localRunner } from "../../helpers/local-runner.ts";
import { pixelThreads } from "../../helpers/read-pixels.ts";
import { sumService } from "./sum-service.ts";

const [project = "", catalogue = ""] = process.argv.slice(2);
const { cid } = await analyseInMemory({
  runner: localRunner(sumService, pixelThreads(2)),
  project,
  parameters: { version: "1", factor: 1 },
  catalogue,
  policy: defaultPolicy,
});
console.log(cid.toString());
