import type { BlockLayout } from "../../oracle/core/tiff/block-layout.ts";

/** A file of one strip. */
export const blockLayout = (rest: Pick<BlockLayout, "width" | "height"> & Partial<BlockLayout>): BlockLayout => ({
  samples: 1,
  kind: "uint",
  bits: 8,
  compression: 1,
  lercWrapping: 0,
  predictor: 1,
  hasAlpha: false,
  planar: false,
  tiled: false,
  blockWidth: rest.width,
  blockHeight: rest.height,
  blocksAcross: 1,
  blocksDown: 1,
  ...rest,
});
