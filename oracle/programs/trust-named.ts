/** Whom to believe a program: why it may be run, or undefined where nothing speaks for it. */
export type Trust = (program: { readonly methodology: string; readonly sha256: string }) => Promise<string | undefined>;

/** Trusts programs by their sha-256. @param why who named them */
export const trustNamed =
  (digests: readonly string[], why: string): Trust =>
  async ({ sha256: digest }) =>
    digests.includes(digest) ? why : undefined;

/** Trusts what any of these trusts: the first that does says why. */
export const trustAny =
  (...trusts: readonly Trust[]): Trust =>
  async (program) => {
    for (const trust of trusts) {
      const why = await trust(program);
      if (why !== undefined) return why;
    }
    return undefined;
  };
