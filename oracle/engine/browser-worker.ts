/** A Web Worker that does windows by a program. */
import { importSealed } from "./browser-seal.ts";
import { answerTasks } from "./browser-tasks.ts";

answerTasks(async (program) => (await importSealed(program)).work);
