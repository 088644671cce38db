import type { Command } from "commander";
import type { Hex } from "viem";

import { statementId } from "./identifiers.ts";
import { addVerb, withKey, withOperators } from "./options.ts";
import type { OperatorOptions, WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";
import { openPlaces, withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

type Options = WriteOptions & PlaceOptions & OperatorOptions;

/** `sixfold report resolve`: has operators run a challenged report's evidence again, and brings their word to the chain. */
export const addReportResolve = (noun: Command): void => {
  withOperators(
    withPlaces(
      withKey(
        addVerb(noun, "resolve", "let operators decide a challenged report by running its evidence again").argument(
          "<report-id>",
          "0x and 64 hex digits, as `report post` printed it",
          statementId,
        ),
      ),
    ),
    "operators' processes: one more than the quorum decide",
  ).action(async (reportId: Hex, options: Options) => {
    const [
      { examineChallenge, postedReport, resolutionKind },
      { collect },
      { resolveChallenge },
      { RULINGS },
      { onChain },
      { openWriter, writtenLines },
    ] = await Promise.all([
      import("../attest/resolution-kind.ts"),
      import("../attest/collect.ts"),
      import("../chain/actions/resolve-challenge.ts"),
      import("../core/statements/resolution.ts"),
      import("../chain/errors.ts"),
      import("./write.ts"),
    ]);
    const output = openOutput(options);
    const { chain, write } = await openWriter(options);
    const { timestamp } = await onChain("rpc", () => chain.client.getBlock());
    output.progress("re-running the evidence");
    const { resolution, fault } = await examineChallenge(
      { chain, source: await openPlaces(options) },
      { reportId, expiry: Number(timestamp) + options.validFor },
    );
    output.progress(`asking ${options.operator.length} operators`);
    const { signed, refusals } = await collect(chain, resolutionKind, {
      statement: resolution,
      basis: {},
      urls: { operator: options.operator },
      timeoutMs: options.timeout * 1000,
    });
    const { operator: operators } = signed.signatures;
    const written = await write(resolveChallenge(await postedReport(chain, reportId), resolution, operators));
    const { transaction, gasUsed, result } = written;
    const ruling = RULINGS[resolution.ruling];
    output.result({ reportId, fault, operators, refusals, ...result, ruling, transaction, gasUsed }, [
      `report       ${reportId}`,
      `ruling       ${ruling}${fault === undefined ? "" : `: its ${fault} is not what its evidence runs to`}`,
      `operators    ${operators.length} signed`,
      ...refusals.map(({ url, rule }) => `refused      ${url}: ${rule}`),
      ...writtenLines(written),
    ]);
  });
};
