import type { Command } from "commander";
import type { CID } from "multiformats/cid";

import { addWatchVerb } from "./watch-options.ts";
import type { WatchOptions } from "./watch-options.ts";

/** `sixfold observation post`: a quorum that ran a finding again says that nothing was lost. */
export const addObservationPost = (noun: Command): void => {
  addWatchVerb(noun, "post", "say by a quorum that a project was looked at and nothing was lost").action(
    async (cid: CID, options: WatchOptions) => {
      const [
        { observationKind, examineObservation },
        { postObservation },
        { byQuorum, collectOver },
        { writtenLines },
        { zeroHash },
      ] = await Promise.all([
        import("../attest/observation-kind.ts"),
        import("../chain/actions/post-observation.ts"),
        import("./watch-collect.ts"),
        import("./write.ts"),
        import("viem"),
      ]);
      const { output, writer, statement, signatures, refusals } = await collectOver(
        observationKind,
        (witness, expiry, basis) =>
          examineObservation(witness, { projectId: options.project, alertId: zeroHash, expiry }, basis),
        byQuorum,
        cid,
        options,
      );
      const written = await writer.write(postObservation(statement, signatures));
      const { transaction, gasUsed, result } = written;
      output.result({ observation: statement, operators: signatures, refusals, ...result, transaction, gasUsed }, [
        `observation  ${result.observationId}`,
        `project      ${statement.projectId}`,
        `observed     ${statement.observedM2} of ${statement.claimedM2} m2`,
        `operators    ${signatures.length} signed`,
        ...refusals.map(({ url, rule }) => `refused      ${url}: ${rule}`),
        ...writtenLines(written),
      ]);
    },
  );
};
