/** Functions of the kernels in the WebAssembly module; offsets are in bytes of its memory. */
export type KernelExports = {
  readonly burnIndices: (
    nirBefore: number,
    swirBefore: number,
    nirAfter: number,
    swirAfter: number,
    count: number,
    darkest: number,
    least: number,
    most: number,
    before: number,
    after: number,
    change: number,
  ) => void;
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
  readonly classify: (
    band0: number,
    band1: number,
    band2: number,
    band3: number,
    count: number,
    water: number,
    classes: number,
    classCount: number,
    codes: number,
  ) => void;
  readonly countBytes: (bytes: number, mask: number, count: number, value: number) => number;
  readonly expandTables: (
    starts: number,
    rows: number,
    across: number,
    tables: number,
    to: number,
    shift: number,
  ) => void;
  /** See assembly/kernels/insar/series.ts. */
  readonly insarSeries: (
    work: number,
    bands: number,
    count: number,
    labels: number,
    cells: number,
    rates: number,
    fits: number,
    spare: number,
  ) => 0 | 1;
  readonly logarithms: (values: number, count: number, results: number) => void;
  readonly normalizeSums: (accumulators: number, count: number) => void;
  readonly stepThrough: (
    s: number,
    t: number,
    width: number,
    height: number,
    starts: number,
    across: number,
    table: number,
    shift: number,
    near: number,
    to: number,
    stride: number,
    list: number,
  ) => number;
  readonly zonalLogarithms: (values: number, labels: number, count: number, sums: number, counts: number) => void;
  readonly zonalSums: (values: number, labels: number, count: number, accumulators: number, counts: number) => void;
};
