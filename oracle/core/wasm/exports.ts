import type { CodecExports } from "./codec-exports.ts";
import type { KernelExports } from "./kernel-exports.ts";

/** Functions of the WebAssembly module; offsets are in bytes of its memory. */
export type CoreExports = CodecExports &
  KernelExports & {
    /** First byte that the module's own tables leave free. */
    readonly heapBase: () => number;
    /** Rows of an unpacked block as float32 physical values; see assembly/rows.ts. */
    readonly rows: (
      kind: number,
      bits: number,
      predictor: 1 | 2 | 3,
      bigEndian: 0 | 1,
      block: number,
      firstRow: number,
      count: number,
      rowSamples: number,
      stride: number,
      sample: number,
      firstCol: number,
      cols: number,
      scratch: number,
      nodataCount: number,
      nodata0: number,
      nodata1: number,
      scale: number,
      offset: number,
      dst: number,
      dstStride: number,
    ) => void;
  };
