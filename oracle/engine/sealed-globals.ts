/** What a program finds besides the language: what makes, moves and reads bytes, and nothing that reaches further. */
const GIVEN = [
  ...["AbortController", "AbortSignal", "DOMException", "Event", "EventTarget", "MessageChannel", "MessageEvent"],
  ...["MessagePort", "TextDecoder", "TextEncoder", "URL", "URLSearchParams", "WebAssembly", "atob", "btoa"],
  ...["clearTimeout", "queueMicrotask", "setTimeout"],
];

/** The globals of ECMAScript 2026, and of its annex B. */
const LANGUAGE = [
  ...["AggregateError", "Array", "ArrayBuffer", "AsyncDisposableStack", "Atomics", "BigInt", "BigInt64Array"],
  ...["BigUint64Array", "Boolean", "DataView", "Date", "DisposableStack", "Error", "EvalError", "FinalizationRegistry"],
  ...["Float16Array", "Float32Array", "Float64Array", "Function", "Infinity", "Int16Array", "Int32Array", "Int8Array"],
  ...["Intl", "Iterator", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "Proxy", "RangeError"],
  ...["ReferenceError", "Reflect", "RegExp", "Set", "SharedArrayBuffer", "String", "SuppressedError", "Symbol"],
  ...["SyntaxError", "TypeError", "URIError", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray"],
  ...["WeakMap", "WeakRef", "WeakSet", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape"],
  ...["eval", "globalThis", "isFinite", "isNaN", "parseFloat", "parseInt", "undefined", "unescape"],
];

const KEPT: ReadonlySet<PropertyKey> = new Set([...LANGUAGE, ...GIVEN, "constructor", Symbol.toStringTag]);

/** Numbers and words lead nowhere: browsers have constants that stay. */
const isConstant = (value: unknown): boolean => typeof value !== "function" && Object(value) !== value;

/** A property that can not be deleted is emptied. */
const take = (from: object, name: PropertyKey): boolean =>
  Reflect.deleteProperty(from, name) ||
  Reflect.set(from, name, undefined) ||
  isConstant(Reflect.getOwnPropertyDescriptor(from, name)?.value);

/** Takes away what is in an object but the language and what is given. @returns what can not be taken away */
export const strip = (from: object): readonly string[] =>
  Reflect.ownKeys(from)
    .filter((name) => !KEPT.has(name) && !take(from, name))
    .map(String);

/**
 * Nobody can add to what the language's objects have in common, or make a getter of it. A getter is handed the object that
 * lacks what it stands for: so a program could have got hold of the host's own.
 */
export const sealLanguage = (): void => {
  for (const name of LANGUAGE) {
    const { prototype } = Object((globalThis as Readonly<Record<string, unknown>>)[name]) as {
      readonly prototype?: object;
    };
    if (typeof prototype === "object") Object.seal(prototype);
  }
};
