import type { BlockLayout } from "./block-layout.ts";
import type { Window } from "../grid/window.ts";

/** One band of one file, as seen from a plan's grid: everything a worker needs to know of it but the bytes. */
export type BandSource = {
  /** Names the file in errors and tells one file's blocks from another's. */
  readonly href: string;
  readonly layout: BlockLayout;
  /** Of the file's bytes. */
  readonly littleEndian: boolean;
  /** Zero-based sample of the pixel. */
  readonly sample: number;
  /** physical = stored * scale + offset, unless stored is nodata. */
  readonly scale: number;
  readonly offset: number;
  /** At most two: the catalogue's and the file's. */
  readonly nodata: readonly number[];
  /** Column and row of the file's raster at which the plan's grid starts; may be negative. */
  readonly col: number;
  readonly row: number;
};

/** One strip or tile as stored. */
export type StoredBlock = {
  readonly href: string;
  /** Index in the file's block table. */
  readonly index: number;
  /** Undefined for a sparse block: nothing in it is observed. */
  readonly bytes: Uint8Array | undefined;
};

/** A block of a source with where it lies on the plan's grid. */
export type BlockPlace = Window & { readonly index: number };

/**
 * The blocks of a source that meet a window, in the order of the file's block table. The last strip is as short as the
 * file; tiles are whole.
 */
export const blocksOver = ({ layout, sample, col, row }: BandSource, window: Window): readonly BlockPlace[] => {
  const { blockWidth, blockHeight, blocksAcross, blocksDown, planar, tiled } = layout;
  const [left, top] = [Math.max(window.col + col, 0), Math.max(window.row + row, 0)];
  const right = Math.min(window.col + col + window.width, layout.width);
  const bottom = Math.min(window.row + row + window.height, layout.height);
  const plane = planar ? sample * blocksAcross * blocksDown : 0;
  const places: BlockPlace[] = [];
  if (left >= right) return places;
  for (let down = Math.floor(top / blockHeight); down * blockHeight < bottom; down += 1) {
    for (let across = Math.floor(left / blockWidth); across * blockWidth < right; across += 1) {
      places.push({
        index: plane + down * blocksAcross + across,
        col: across * blockWidth - col,
        row: down * blockHeight - row,
        width: blockWidth,
        height: tiled ? blockHeight : Math.min(blockHeight, layout.height - down * blockHeight),
      });
    }
  }
  return places;
};
