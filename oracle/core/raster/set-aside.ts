/** Bytes that a run leaves with its host, as one file: what is written there is read again, and is gone with the run. */
export type Aside = {
  readonly write: (at: number, bytes: Uint8Array) => Promise<void>;
  /** From `start` to before `end`; the caller may keep what it reads. */
  readonly read: (range: { readonly start: number; readonly end: number }) => Promise<Uint8Array>;
};

/** Gives bytes back that were set aside; the caller may keep them. */
export type Recall = () => Promise<Uint8Array>;

/** Leaves bytes with the host, who may empty their buffer. */
export type SetAside = (bytes: Uint8Array) => Promise<Recall>;

/** One after the other into what the host keeps for a run. */
export const setAsideOn = (aside: Aside): SetAside => {
  let written = 0;
  return async (bytes) => {
    const range = { start: written, end: written + bytes.length };
    written = range.end;
    if (bytes.length > 0) await aside.write(range.start, bytes);
    return async () => (range.end > range.start ? aside.read(range) : new Uint8Array());
  };
};

/** In memory, for what is known to be small. */
export const setAsideInMemory: SetAside = async (bytes) => async () => bytes.slice();
