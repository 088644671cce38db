/** Waits for the other side, as long as it keeps moving. */
export type Patience = Disposable & {
  /** Aborted once nothing has moved for too long, or when the caller stops. */
  readonly signal: AbortSignal;
  /** Something moved. */
  readonly renew: () => void;
};

/** @param silenceMs longest time in which nothing moves. */
export const patience = (silenceMs: number, signal?: AbortSignal): Patience => {
  const silence = new AbortController();
  const wait = (): ReturnType<typeof setTimeout> =>
    setTimeout(() => silence.abort(new DOMException("nothing moved for too long", "TimeoutError")), silenceMs);
  let timer = wait();
  return {
    signal: signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]),
    renew: () => {
      clearTimeout(timer);
      timer = wait();
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
};
