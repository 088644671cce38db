import { kernels } from "../services/kernels.ts";
import { answerTasks } from "./answer-tasks.ts";

answerTasks(kernels);
