import { language } from "../words/index.ts";

const grouped = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, ",");

/** Whole kilograms as tonnes with three decimals: nothing is rounded, so that what is shown adds up. */
export const tonnes = (kg: bigint | string): string => {
  const amount = BigInt(kg);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(4, "0");
  return `${amount < 0n ? "−" : ""}${grouped(digits.slice(0, -3))}.${digits.slice(-3)}`;
};

/** The same with its unit. */
export const co2 = (kg: bigint | string): string => `${tonnes(kg)} t CO₂e`;

/** Tonnes as a person types them, in whole kilograms; undefined where they are none. */
export const kilogramsIn = (text: string): bigint | undefined => {
  const [, whole, part = ""] = /^\s*(\d{1,15})(?:\.(\d{1,3}))?\s*$/.exec(text.replaceAll(",", "")) ?? [];
  return whole === undefined ? undefined : BigInt(whole) * 1000n + BigInt(part.padEnd(3, "0"));
};

export const whole = (count: bigint | string): string => grouped(String(count));

/** Square metres as hectares, to a square metre. */
export const hectares = (m2: bigint | string): string => {
  const digits = String(m2).padStart(5, "0");
  return `${grouped(digits.slice(0, -4))}.${digits.slice(-4)} ha`;
};

/** A share as percent with one decimal, rounded down: what was not seen is never called seen. */
export const percent = (part: bigint, all: bigint): string => {
  if (all === 0n) return "–";
  const tenths = (part * 1000n) / all;
  return `${tenths / 10n}.${tenths % 10n} %`;
};

export const day = (instant: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(instant));

export const moment = (instant: string): string =>
  `${new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" }).format(new Date(instant))} UTC`;

/** A period: its end is the first moment after it. */
export const period = ({ start, end }: { readonly start: string; readonly end: string }): string =>
  `${day(start)} – ${day(end)}`;

/** The same in short, where there is little room: from year and month to year and month. */
export const years = ({ start, end }: { readonly start: string; readonly end: string }): string =>
  `${start.slice(0, 7)} – ${end.slice(0, 7)}`;

/** A country by its code, in the language that is spoken. */
export const country = (code: string): string => {
  const isCode = /^[A-Z]{2}$/.test(code);
  return (isCode ? new Intl.DisplayNames([language()], { type: "region" }).of(code) : undefined) ?? code;
};

/** A hash or address, short enough for a list. */
export const short = (hex: string): string => (hex.length > 14 ? `${hex.slice(0, 8)}…${hex.slice(-4)}` : hex);

/** Wei as ether, nothing rounded. */
export const ether = (wei: bigint): string => {
  const digits = wei.toString().padStart(19, "0");
  const part = digits.slice(-18).replace(/0+$/, "");
  return `${grouped(digits.slice(0, -18))}${part === "" ? "" : `.${part}`} ETH`;
};

/** The same to six places, rounded up: for what is an estimate anyway. */
export const aboutEther = (wei: bigint): string => {
  const step = 10n ** 12n;
  return ether(((wei + step - 1n) / step) * step);
};
