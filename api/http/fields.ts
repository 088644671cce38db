import * as z from "zod";

/** Building blocks of requests and answers; each is named in the OpenAPI document and means the same everywhere. */

const MOST_DIGITS = 78;

/** A whole number of any size, as decimal digits: JSON's own numbers lose digits. */
export const whole = z
  .string()
  .regex(/^-?\d{1,78}$/, "a whole number in decimal digits")
  .meta({ example: "12500" });
/** Kilograms of CO2e: units of the credit, of which 1,000 are a tonne. */
export const kg = whole.meta({ id: "Kilograms", description: "Whole kilograms of CO2e, in decimal digits" });
export const squareMetres = whole.meta({ id: "SquareMetres", description: "Whole square metres" });

/** A number that contracts gave: a project, batch, certificate. */
export const number = z
  .string()
  .regex(new RegExp(`^(0|[1-9]\\d{0,${MOST_DIGITS - 2}})$`), "a number without sign or leading zeros")
  .meta({ id: "Number", example: "1" });
/** 32 bytes: a report's, alert's or observation's id, a hash. */
export const digest = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, "32 bytes as 64 lower-case hexadecimal digits after 0x")
  .meta({ id: "Digest", example: `0x${"0a".repeat(32)}` });
/** An account or contract, with the checksum of ERC-55. */
export const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "20 bytes as 40 hexadecimal digits after 0x")
  .meta({ id: "Address", example: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
export const cid = z
  .string()
  .regex(/^[a-zA-Z0-9]{46,128}$/, "an IPFS content identifier")
  .meta({ id: "Cid", example: "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi" });

/** A moment in UTC (RFC 3339). */
export const instant = z.iso.datetime().meta({ id: "Instant", example: "2026-01-31T00:00:00Z" });

/** Unix seconds as RFC 3339. The greatest that contracts hold, 2^40 - 1, lies in the year 36812, which RFC 3339 has not. */
export const instantOf = (seconds: number | string): string => {
  const latest = 253_402_300_799; // 9999-12-31T23:59:59Z, the last second that RFC 3339 can write
  return `${new Date(Math.min(Number(seconds), latest) * 1000).toISOString().slice(0, 19)}Z`;
};

/** Time where there may be none: contracts keep 0. */
export const instantOrNone = (seconds: number): string | null => (seconds === 0 ? null : instantOf(seconds));

/** From `start` up to, and without, `end`. */
export const span = z.strictObject({ start: instant, end: instant }).meta({ id: "Span" });
export const spanOf = (start: number, end: number) => ({ start: instantOf(start), end: instantOf(end) });
