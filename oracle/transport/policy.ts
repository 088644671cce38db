/** What reading scenes may cost, and where it may go. */
export type ScenePolicy = {
  /** Folder that `file:` hrefs must lie in; none may be read where absent. */
  readonly fileRoot?: string;
  /** Host names or addresses, without port, that may resolve to private or loopback addresses. */
  readonly allowPrivateHosts: readonly string[];
  readonly maxJsonBytes: number;
  /** Largest file taken whole from a server that ignores Range. */
  readonly maxWholeFileBytes: number;
  readonly maxRedirects: number;
  /** For one request, from start to last byte. */
  readonly requestTimeoutMs: number;
  /** Longest silence within a request. */
  readonly stallTimeoutMs: number;
  /** Further attempts after 429, 5xx or a broken connection. */
  readonly retries: number;
  /** Before the first retry; doubles each time. */
  readonly retryDelayMs: number;
  /** Search pages followed. */
  readonly maxPages: number;
  /** Documents of a static catalogue read. */
  readonly maxDocuments: number;
  readonly maxScenes: number;
  /** Turns an href of the catalogue into one that may be read, such as by adding a SAS token. */
  readonly signHref?: (href: string) => string;
};

export const defaultPolicy: ScenePolicy = {
  allowPrivateHosts: [],
  maxJsonBytes: 16 * 2 ** 20,
  maxWholeFileBytes: 2 ** 20,
  maxRedirects: 4,
  requestTimeoutMs: 120_000,
  stallTimeoutMs: 20_000,
  retries: 3,
  retryDelayMs: 500,
  maxPages: 200,
  maxDocuments: 5_000,
  maxScenes: 20_000,
};
