import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CID } from "multiformats/cid";

import { refused, SixfoldError, unreachable } from "../core/errors.ts";
import type { Failure } from "../core/errors.ts";
import type { Stored } from "../core/scenes/types.ts";
import { faultOf } from "../system/system-fault.ts";
import { openCar } from "./car.ts";
import type { CarOptions } from "./car.ts";
import { openBundle } from "./evidence-store.ts";
import type { OpenBundle } from "./evidence-store.ts";
import { LARGEST_BUNDLE_BYTES } from "./unixfs.ts";

type Fault = { readonly failure: Failure; readonly rule: string };

const unreadable = (path: string, fault: Fault, cause?: unknown): SixfoldError =>
  new SixfoldError({ code: "STORE_CAR_UNREADABLE", field: "car", value: path, ...fault, cause });

/** An open file, read in place. A range that is not all there any more is a fault of the machine. */
const storedIn = (handle: FileHandle, path: string, size: number): Stored => ({
  size,
  read: async ({ start, end }) => {
    const bytes = new Uint8Array(end - start);
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await handle
        .read(bytes, done, bytes.length - done, start + done)
        .catch((cause: unknown) => {
          throw unreadable(path, faultOf(cause), cause);
        });
      if (bytesRead === 0) throw unreadable(path, { failure: "infrastructure", rule: "stays as long as it was" });
      done += bytesRead;
    }
    return bytes;
  },
});

/** A CARv1 begins with its header: its length in one byte, then a CBOR map whose first key is a text of five
 * letters (0x65, "e"): "roots". */
const beginsAsCar = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(2, 8)).equals(Buffer.from("eroots"));

/** One that neither is called a CAR nor begins as one was named by mistake: it is no broken archive. */
const requireCar = async (path: string, { size, read }: Stored): Promise<void> => {
  if (path.endsWith(".car") || (size >= 8 && beginsAsCar(await read({ start: 0, end: 8 })))) return;
  throw unreadable(path, { failure: "usage", rule: "the file is a CAR, as analyse and evidence export write it" });
};

/**
 * Opens the bundle of a CAR file, every block checked. It is read in place.
 * @throws SixfoldError `STORE_CAR_UNREADABLE` when there is no such file or it is no CAR at all (usage), and those of
 *   `openCar` when it is damaged or no bundle (check)
 */
export const openCarFile = async (path: string, expectedRoot?: CID): Promise<OpenBundle> => {
  const refuse = (cause: unknown): never => {
    throw unreadable(path, faultOf(cause), cause);
  };
  const handle = await open(path).catch(refuse);
  const close = (): Promise<void> => handle.close();
  try {
    const { size } = await handle.stat();
    const car = storedIn(handle, path, size);
    await requireCar(path, car);
    const dag = await openCar(car, expectedRoot === undefined ? {} : { expectedRoot });
    return await openBundle(dag, close);
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * Opens the bundle of a CAR that comes from elsewhere: it goes to a file without a name in the folder for temporary
 * files, and is read there.
 * @throws SixfoldError `STORE_CAR_TOO_LARGE`, `STORE_SCRATCH` (infrastructure) where the disk fails or is full, those of
 *   `openCar`; whatever the source throws
 */
export const openCarStream = async (
  source: AsyncIterable<Uint8Array>,
  { limitBytes = LARGEST_BUNDLE_BYTES, ...options }: CarOptions = {},
): Promise<OpenBundle> => {
  const path = join(tmpdir(), `sixfold-${randomUUID()}.car`);
  const onDisk = async <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((cause: unknown) => {
      throw unreachable("STORE_SCRATCH", "scratch", path, faultOf(cause).rule, cause);
    });
  const handle = await onDisk(() => open(path, "wx+"));
  const close = async (): Promise<void> => {
    await handle.close();
    await rm(path, { force: true });
  };
  try {
    let size = 0;
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limitBytes) throw refused("STORE_CAR_TOO_LARGE", "car", size, `must be at most ${limitBytes} bytes`);
      await onDisk(() => handle.appendFile(chunk));
    }
    return await openBundle(await openCar(storedIn(handle, path, size), { limitBytes, ...options }), close);
  } catch (error) {
    await close();
    throw error;
  }
};
