import { services } from "../core/services/index.ts";
import { answerTasks } from "./answer-tasks.ts";

answerTasks(services().flatMap(({ kernels }) => kernels));
