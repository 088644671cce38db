import { isAbsolute, relative } from "node:path";

import { root } from "../run.ts";

/** A path as it is best copied: relative to the checkout where it lies in it. */
export const fromRoot = (path: string): string => {
  const inside = relative(root, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside;
};
