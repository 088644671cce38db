import { refused } from "../core/errors.ts";

/**
 * What programs have in the place of `fetch`: a package asks it for the WebAssembly that it carries in a `data:` URL.
 * Nothing else can be asked for.
 */
export const fetch = async (url: string): Promise<{ readonly arrayBuffer: () => Promise<ArrayBuffer> }> => {
  const [, base64] = /^data:application\/wasm;base64,(.*)$/.exec(url) ?? [];
  if (base64 === undefined) throw refused("PROGRAM_FETCH", "url", url.slice(0, 80), "a program fetches nothing");
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return { arrayBuffer: async () => bytes.buffer };
};
