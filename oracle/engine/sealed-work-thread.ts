/** A thread that does windows by a program, for as long as it lives: it has the program and a port. */
import { workerData } from "node:worker_threads";

import { importSealed } from "./seal.ts";
import { answerTasks } from "./thread-tasks.ts";

answerTasks((await importSealed(workerData as Uint8Array)).work);
