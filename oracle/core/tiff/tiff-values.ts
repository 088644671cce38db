/** Reads one value of a field's type. BigTIFF's 64-bit ones beyond 2^53 are not exact, and not safe integers. */
const READERS: Readonly<Record<number, (view: DataView, at: number, little: boolean) => number>> = {
  1: (view, at) => view.getUint8(at),
  3: (view, at, little) => view.getUint16(at, little),
  4: (view, at, little) => view.getUint32(at, little),
  6: (view, at) => view.getInt8(at),
  7: (view, at) => view.getUint8(at),
  8: (view, at, little) => view.getInt16(at, little),
  9: (view, at, little) => view.getInt32(at, little),
  11: (view, at, little) => view.getFloat32(at, little),
  12: (view, at, little) => view.getFloat64(at, little),
  13: (view, at, little) => view.getUint32(at, little),
  16: (view, at, little) => Number(view.getBigUint64(at, little)),
  17: (view, at, little) => Number(view.getBigInt64(at, little)),
  18: (view, at, little) => Number(view.getBigUint64(at, little)),
};

const ASCII = 2;
const text = new TextDecoder();

/**
 * The values of one field (TIFF 6.0, section 2): numbers, or the text up to its first zero byte. Undefined for rationals,
 * which no tag that is read here has.
 *
 * @param size bytes of one value
 */
export const tiffValues = (
  type: number,
  size: number,
  view: DataView,
  little: boolean,
): readonly number[] | string | undefined => {
  if (type === ASCII)
    return text
      .decode(view)
      .replace(/\0[^]*$/, "")
      .trim();
  const read = READERS[type];
  if (read === undefined) return undefined;
  return Array.from({ length: view.byteLength / size }, (_, index) => read(view, index * size, little));
};
