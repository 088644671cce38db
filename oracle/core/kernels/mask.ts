import type { Core } from "../wasm/core.ts";
import { requireLength } from "./require-length.ts";

/** Kernels read four pixels at a time, so that much may lie behind the last one. */
const SPARE = 16;

/**
 * Copies a window's mask into the core's memory.
 *
 * @param mask row-major; pixels other than 0 count. Where there is none, all do.
 * @returns where its bytes start.
 * @throws SixfoldError KERNEL_LENGTH where the mask does not have one entry per pixel.
 */
export const loadMask = (core: Core, mask: Uint8Array | undefined, pixels: number): number => {
  const at = core.alloc(pixels + SPARE);
  const bytes = core.u8(at, pixels);
  if (mask === undefined) bytes.fill(1);
  else {
    requireLength("mask", mask, pixels);
    bytes.set(mask);
  }
  return at;
};
