import { SceneError } from "./errors.ts";

/** A fault in what an archive said or served. */
export const refused = (code: string, field: string, value: unknown, rule: string, cause?: unknown): SceneError =>
  new SceneError({ code: `SCENE_${code}`, failure: "check", field, value, rule, cause });

/** A fault on the way: retrying later, or elsewhere, may help. */
export const unreachable = (code: string, field: string, value: unknown, rule: string, cause?: unknown): SceneError =>
  new SceneError({ code: `SCENE_${code}`, failure: "infrastructure", field, value, rule, cause });

/** What the caller named, or did not allow, and can name or allow otherwise. */
export const misnamed = (code: string, field: string, value: unknown, rule: string, cause?: unknown): SceneError =>
  new SceneError({ code: `SCENE_${code}`, failure: "usage", field, value, rule, cause });
