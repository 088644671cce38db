/** Functions of the kernels in the WebAssembly module; offsets are in bytes of its memory. */
export type KernelExports = {
  readonly zonalSums: (values: number, labels: number, count: number, accumulators: number, counts: number) => void;
  readonly normalizeSums: (accumulators: number, count: number) => void;
};
