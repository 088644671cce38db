import { writeFile } from "node:fs/promises";

import type { Command } from "commander";
import type { CID } from "multiformats/cid";

import { bundleCid } from "./identifiers.ts";
import { addVerb, connectFrom, httpUrl, unsigned, withChain, withOperators } from "./options.ts";
import type { ChainOptions, OperatorOptions } from "./options.ts";
import { openOutput, toJson } from "./output.ts";
import { atPath, fileToWrite } from "./paths.ts";
import { openPlaces, withPlaces } from "./places.ts";
import type { PlaceOptions } from "./places.ts";

type Options = ChainOptions &
  PlaceOptions &
  OperatorOptions & {
    readonly project: bigint;
    readonly verifier: string;
    readonly out: string;
  };

/** `sixfold report collect`: builds the report from its evidence and gathers the signatures over it. */
export const addReportCollect = (noun: Command): void => {
  withOperators(
    withPlaces(
      withChain(
        addVerb(noun, "collect", "gather signatures over a report").argument(
          "<cid>",
          "root of the evidence",
          bundleCid,
        ),
      ),
    ).requiredOption("--project <id>", "project on chain", unsigned),
  )
    .requiredOption("--verifier <url>", "the verifier's process", httpUrl)
    .requiredOption("--out <file>", "where the signed report is written")
    .action(async (cid: CID, options: Options) => {
      await fileToWrite("--out", options.out);
      const [{ askWho }, { examineReport, reportKind }, { collect }, { digestOn }, { signedToJson }, { onChain }] =
        await Promise.all([
          import("../attest/ask.ts"),
          import("../attest/report-kind.ts"),
          import("../attest/collect.ts"),
          import("../attest/kind.ts"),
          import("../attest/signed.ts"),
          import("../chain/errors.ts"),
        ]);
      const output = openOutput(options);
      const chain = await connectFrom(options);
      const { timestamp } = await onChain("rpc", () => chain.client.getBlock());
      const verifier = await askWho(options.verifier);
      output.progress("re-running the evidence");
      const basis = { cid: cid.toString() };
      const report = await examineReport(
        { chain, source: await openPlaces(options) },
        { projectId: options.project, verifier, expiry: Number(timestamp) + options.validFor },
        basis,
      );
      output.progress(`asking ${options.operator.length} operators and the verifier`);
      const { signed, refusals } = await collect(chain, reportKind, {
        statement: report,
        basis,
        urls: { operator: options.operator, verifier: [options.verifier] },
        timeoutMs: options.timeout * 1000,
      });
      const { table } = reportKind;
      const reportId = digestOn(chain, table, report);
      const { operator: operators } = signed.signatures;
      await atPath("--out", options.out, () => writeFile(options.out, `${toJson(signedToJson(table, signed))}\n`));
      output.result({ reportId, report, operators, verifier, refusals, out: options.out }, [
        `report       ${reportId}`,
        `operators    ${operators.length} signed`,
        ...refusals.map(({ url, rule }) => `refused      ${url}: ${rule}`),
        `verifier     ${verifier}`,
        `written      ${options.out}`,
        `next         sixfold report post ${options.out}`,
      ]);
    });
};
