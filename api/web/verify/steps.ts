import { refused } from "../../../oracle/core/errors.ts";
import type { Deployment } from "../../resources/about.ts";
import type { Report } from "../../resources/reports.ts";

/** What is done, in this order. */
export const STEPS = [
  "chain",
  "signatures",
  "fetch",
  "blocks",
  "files",
  "program",
  "rerun",
  "outcome",
  "numbers",
] as const;
export type Step = (typeof STEPS)[number];

/** How a step stands. `unchecked`: there was nobody to ask but the server that is being checked. */
export type Standing =
  | { readonly state: "working"; readonly done: number; readonly total: number | undefined }
  | { readonly state: "holds" | "fails" | "unchecked"; readonly detail: string };

export type Say = (step: Step, standing: Standing) => void;

export type Asked = {
  readonly report: Report;
  readonly programDigest: string;
  readonly deployment: Deployment;
  /** A bundle that the reader brings; else it is fetched. */
  readonly car: Blob | undefined;
  readonly signal: AbortSignal;
};

/** Stops a verification at the step that failed. */
export const failing =
  (step: Step, say: Say) =>
  (detail: string): never => {
    say(step, { state: "fails", detail });
    throw refused(`WEB_VERIFY_${step.toUpperCase()}`, step, detail, "every step of a verification holds");
  };
