/**
 * Keeps the end of a pipe from ending the process: `sixfold ... | head -1` closes stdout once it has read enough, and a
 * command that was under way still runs to its end and answers by its exit code.
 * @returns what else became of stdout, such as a full disk
 */
export const keepOutputErrors = (): (() => Error | undefined) => {
  let lost: Error | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") lost = error;
  });
  // Without a stderr there is nobody to tell.
  process.stderr.on("error", () => undefined);
  return () => lost;
};
