import { unzlibSync } from "fflate";

import { SixfoldError } from "../errors.ts";
import type { CoreExports } from "./exports.ts";
import { MODULE_BASE64 } from "./module.ts";

/** A WebAssembly instance with a stack of memory. The same bits on every engine: no relaxed SIMD, no imports but memory. */
export type Core = {
  readonly memory: WebAssembly.Memory;
  /** The raw functions of the module. */
  readonly run: CoreExports;
  /**
   * Reserves bytes on a stack, 16-aligned, not zeroed. Growth detaches older views: take views after allocating.
   * @throws SixfoldError WASM_MEMORY past the ceiling
   */
  readonly alloc: (bytes: number) => number;
  /** Top of the stack now. */
  readonly mark: () => number;
  /** Back to a mark: everything allocated since is free again. */
  readonly release: (mark: number) => void;
  readonly u8: (at: number, length: number) => Uint8Array;
  readonly i32: (at: number, length: number) => Int32Array;
  readonly u32: (at: number, length: number) => Uint32Array;
  readonly f32: (at: number, length: number) => Float32Array;
  readonly f64: (at: number, length: number) => Float64Array;
  readonly i64: (at: number, length: number) => BigInt64Array;
};

const PAGE_BYTES = 65_536;
const ALIGNMENT = 16;
/** What 32-bit offsets reach. */
const MOST_PAGES = 65_536;
/** The module's own tables and a first stack. */
const FIRST_PAGES = 16;

let compiled: WebAssembly.Module | undefined;

const moduleOf = (): WebAssembly.Module =>
  (compiled ??= new WebAssembly.Module(
    unzlibSync(Uint8Array.from(atob(MODULE_BASE64), (letter) => letter.charCodeAt(0))) as Uint8Array<ArrayBuffer>,
  ));

const aligned = (at: number): number => Math.ceil(at / ALIGNMENT) * ALIGNMENT;

/**
 * An instance of its own memory.
 *
 * @param ceilingBytes most memory that it may hold, at least 1 MiB.
 * @throws SixfoldError WASM_MEMORY
 */
export const createCore = (ceilingBytes: number): Core => {
  const most = Math.min(Math.floor(ceilingBytes / PAGE_BYTES), MOST_PAGES);
  const refuse = (bytes: number): never => {
    throw new SixfoldError({
      code: "WASM_MEMORY",
      failure: "check",
      field: "memoryBytes",
      value: bytes,
      rule: `a worker's core holds at most ${ceilingBytes} bytes, and at least ${FIRST_PAGES * PAGE_BYTES}`,
    });
  };
  if (!(most >= FIRST_PAGES)) refuse(ceilingBytes);
  const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: most });
  const { exports } = new WebAssembly.Instance(moduleOf(), { env: { memory } });
  const run = exports as CoreExports;
  let top = aligned(run.heapBase());
  return {
    memory,
    run,
    alloc: (bytes) => {
      const at = top;
      const end = aligned(at + bytes);
      if (!(bytes >= 0) || end > most * PAGE_BYTES) refuse(bytes);
      if (end > memory.buffer.byteLength) {
        try {
          memory.grow(Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES));
        } catch {
          refuse(bytes);
        }
      }
      top = end;
      return at;
    },
    mark: () => top,
    release: (mark) => {
      top = mark;
    },
    u8: (at, length) => new Uint8Array(memory.buffer, at, length),
    i32: (at, length) => new Int32Array(memory.buffer, at, length),
    u32: (at, length) => new Uint32Array(memory.buffer, at, length),
    f32: (at, length) => new Float32Array(memory.buffer, at, length),
    f64: (at, length) => new Float64Array(memory.buffer, at, length),
    i64: (at, length) => new BigInt64Array(memory.buffer, at, length),
  };
};
