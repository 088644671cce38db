import type { Request, Response } from "express";

/** The one range of a request: from, and without, to. @returns undefined for none, or one of another form, which is as none (RFC 9110, 14.2). */
const rangeOf = (header: string | undefined, size: number): readonly [number, number] | "beyond" | undefined => {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first === "") return last === "0" ? "beyond" : [Math.max(0, size - Number(last)), size];
  if (Number(first) >= size) return "beyond";
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  return end <= Number(first) ? undefined : [Number(first), end];
};

/** Sends bytes, or the range of them that was asked for: readers of large files ask for parts. */
export const sendBytes = (request: Request, response: Response, bytes: Uint8Array): void => {
  const range = rangeOf(request.get("range"), bytes.length);
  response.set("Accept-Ranges", "bytes");
  if (range === "beyond") return void response.status(416).set("Content-Range", `bytes */${bytes.length}`).end();
  if (range === undefined) return void response.send(Buffer.from(bytes));
  const [first, end] = range;
  response.status(206).set("Content-Range", `bytes ${first}-${end - 1}/${bytes.length}`);
  response.send(Buffer.from(bytes.subarray(first, end)));
};
