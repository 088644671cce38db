/** Functions of the kernels in the WebAssembly module; offsets are in bytes of its memory. */
export type KernelExports = {
  readonly burnSeverity: (
    nirBefore: number,
    swirBefore: number,
    nirAfter: number,
    swirAfter: number,
    mask: number,
    count: number,
    thresholds: number,
    totals: number,
  ) => void;
  readonly logarithms: (values: number, count: number, results: number) => void;
  readonly normalizeSums: (accumulators: number, count: number) => void;
  readonly zonalSums: (values: number, labels: number, count: number, accumulators: number, counts: number) => void;
};
