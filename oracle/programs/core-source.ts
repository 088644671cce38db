import { zlibSync } from "fflate";

/**
 * Source of the module that holds the core's WebAssembly: an eighth of its bytes deflated. By a library of the lock file,
 * so that the same bytes come of it under every version of Node.
 */
export const coreSource = (binary: Uint8Array): string => {
  const text = Buffer.from(zlibSync(binary, { level: 9 })).toString("base64");
  return `/** Compiled from assembly/ by scripts/wasm.ts: a zlib stream. */\nexport const MODULE_BASE64 =\n  "${text}";\n`;
};
