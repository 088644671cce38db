import canonicalize from "canonicalize";

import { SixfoldError } from "../errors.ts";

const refuse = (field: string, value: unknown, rule: string, cause?: unknown): never => {
  throw new SixfoldError({ code: "EVIDENCE_JSON_NOT_CANONICAL", failure: "check", field, value, rule, cause });
};

/**
 * UTF-8 bytes of the JSON Canonicalization Scheme (RFC 8785): keys by UTF-16 code unit, no white space, numbers as
 * ECMAScript prints them. Equal values have equal bytes.
 * @param field names the value in errors
 * @throws SixfoldError `EVIDENCE_JSON_NOT_CANONICAL` for NaN, infinities, bigint, lone surrogates, cycles, undefined
 */
export const canonicalJson = (value: unknown, field = "json"): Uint8Array => {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    return refuse(field, String(cause), "must be representable in JSON (RFC 8785)", cause);
  }
  if (text === undefined) return refuse(field, String(value), "must be representable in JSON (RFC 8785)");
  return new TextEncoder().encode(text);
};

/**
 * Reads bytes that must be exactly what `canonicalJson` writes, so that one value has one file.
 * @throws SixfoldError `EVIDENCE_JSON_NOT_CANONICAL` for invalid UTF-8 or JSON, duplicate keys, spacing, key order
 */
export const parseCanonicalJson = (bytes: Uint8Array, field: string): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    return refuse(field, String(cause), "must be UTF-8 JSON", cause);
  }
  const again = canonicalJson(value, field);
  const same = again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
  return same
    ? value
    : refuse(field, `${bytes.length} bytes`, "must be canonical JSON (RFC 8785), without duplicate keys");
};
