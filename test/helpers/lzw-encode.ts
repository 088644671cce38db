/** TIFF 6.0 section 13's encoder, by the book. */
export const lzwEncode = (bytes: Uint8Array): Uint8Array => {
  const out: number[] = [];
  let buffer = 0;
  let bits = 0;
  let table = new Map<string, number>();
  let width = 9;
  let next = 258;
  const emit = (code: number): void => {
    buffer = (buffer << width) | code;
    bits += width;
    while (bits >= 8) {
      bits -= 8;
      out.push((buffer >> bits) & 255);
      buffer &= (1 << bits) - 1;
    }
  };
  const codeOf = (text: string): number => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) as number));
  emit(256);
  let text = "";
  for (const byte of bytes) {
    const longer = text + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      text = longer;
      continue;
    }
    emit(codeOf(text));
    table.set(longer, next);
    next += 1;
    if (next === 512 || next === 1024 || next === 2048) width += 1;
    if (next === 4094) {
      emit(256);
      table = new Map();
      width = 9;
      next = 258;
    }
    text = String.fromCharCode(byte);
  }
  if (text !== "") emit(codeOf(text));
  emit(257);
  if (bits > 0) out.push((buffer << (8 - bits)) & 255);
  return Uint8Array.from(out);
};
