import { kernels } from "../core/services/kernels.ts";
import { answerTasks } from "./answer-tasks.ts";

answerTasks(kernels);
