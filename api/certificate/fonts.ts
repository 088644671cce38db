import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const FILES = {
  regular: "@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf",
  bold: "@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf",
} as const;

export type FontName = keyof typeof FILES;

const read = new Map<FontName, Buffer>();

/** BIZ UDPGothic (SIL Open Font License 1.1): Latin, Greek, Cyrillic, kana and the kanji of JIS. */
export const fontFile = (name: FontName): Buffer => {
  const known = read.get(name) ?? readFileSync(require.resolve(FILES[name]));
  read.set(name, known);
  return known;
};

/** What reorders or hides text, and has no place on paper. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;

/** A text with every character that a font does not draw, or that draws nothing, as its code point: `[U+202E]`. */
export const drawable = (text: string, has: (codePoint: number) => boolean): string =>
  [...text.replaceAll(/[\r\n\t]+/g, " ")]
    .map((character) => {
      const codePoint = character.codePointAt(0)!;
      if (!UNSEEN.test(character) && has(codePoint)) return character;
      return `[U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}]`;
    })
    .join("");
