export * from "./codecs/index";
export * from "./kernels/index";
export { rows } from "./rows";

/** First byte that the module's own tables leave free. */
export function heapBase(): usize {
  return __heap_base;
}
