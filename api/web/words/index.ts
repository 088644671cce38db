import { en } from "./en.ts";
import { ja } from "./ja.ts";

/** Each language of the page, as it names itself. */
export const LANGUAGES = { en: "English", ja: "日本語" } as const;
export type Language = keyof typeof LANGUAGES;
export type Key = keyof typeof en;
/** A catalogue: every key, in one language. */
export type Catalogue = Readonly<Record<Key, string>>;

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, ja };

let spoken: Language = "en";

export const language = (): Language => spoken;
export const speak = (next: Language): void => {
  spoken = next;
};

const isLanguage = (text: string | null): text is Language => text !== null && Object.hasOwn(LANGUAGES, text);

/** The first language of those wanted that the page has. */
export const languageOf = (wanted: readonly (string | null)[]): Language =>
  wanted.map((tag) => tag?.slice(0, 2).toLowerCase() ?? null).find(isLanguage) ?? "en";

/** A text in the language that is spoken, with values for its `{names}`. */
export const t = (key: Key, values: Readonly<Record<string, string>> = {}): string =>
  CATALOGUES[spoken][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A word that the API has for something, in the language that is spoken; the word itself where there is none. */
export const wordOf = (kind: string, word: string): string => {
  const key = `${kind}.${word}`;
  return Object.hasOwn(en, key) ? t(key as Key) : word;
};
