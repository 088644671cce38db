import type { SixfoldErrorFields } from "../core/errors.ts";
import type { TaskOutcome, WindowTask } from "../core/program/wire.ts";
import type { Measured } from "../core/program/measure.ts";
import type { Progress } from "../core/program/progress.ts";
import type { AssetHead, ByteRange } from "../core/scenes/types.ts";
import type { Piece } from "../core/tiff/piece.ts";

/** What a run is given, beside what it asks for. */
export type RunInputs = {
  readonly inputs: ReadonlyMap<string, Uint8Array>;
  readonly memoryBytes?: number;
};

/** What a program asks of its host: of the archive, to keep a piece of a map, or to set bytes aside and give them back. */
export type Question =
  | { readonly href: string; readonly range?: ByteRange }
  | { readonly path: string; readonly piece: Piece }
  | { readonly aside: Piece }
  | { readonly recall: ByteRange };

export type Answer = { readonly answer: AssetHead | Uint8Array | undefined } | { readonly failed: true };

/** How a run ends. */
export type End =
  | { readonly measured: Measured }
  /** A typed error of the program's. */
  | { readonly error: SixfoldErrorFields }
  /** The host failed this question, and the program let that pass. */
  | { readonly failedAt: number }
  /** Anything else that was thrown, as text. */
  | { readonly thrown: string };

/** From the thread of a run. */
export type FromRun =
  | { readonly id: number; readonly question: Question }
  | { readonly id: number; readonly task: WindowTask; readonly port: MessagePort }
  | { readonly progress: Parameters<Progress> }
  | { readonly end: End };

/** To the thread of a run: the answer to the question or task of that number. */
export type ToRun = { readonly id: number; readonly answer: Answer | TaskAnswer };

export type TaskAnswer = { readonly outcome: TaskOutcome } | { readonly broken: SixfoldErrorFields };

/** From the host to the process of programs. */
export type ToProcess =
  | { readonly run: number; readonly start: RunInputs }
  | { readonly run: number; readonly id: number; readonly answer: Answer }
  | { readonly run: number; readonly stop: true };

/** From the process of programs to its host. */
export type FromProcess =
  | { readonly run: number; readonly id: number; readonly question: Question }
  | { readonly run: number; readonly progress: Parameters<Progress> }
  | { readonly run: number; readonly end: End };

/** What the process of programs is told first. */
export type Setting = { readonly program: Uint8Array; readonly workers: number };
