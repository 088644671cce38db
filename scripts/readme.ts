/** `npm run readme`: follows the README, command by command, in a clean clone. */
import { run } from "./run.ts";

run("README, followed in a clean clone", process.execPath, ["test/readme/follow-all.ts"]);
