import { SceneError } from "../core/errors.ts";

/** A fault of the machinery round a window: it says nothing of the data. */
export const workerFault = (code: string, value: unknown, rule: string): SceneError =>
  new SceneError({ code: `ENGINE_${code}`, failure: "infrastructure", field: "worker", value, rule });
