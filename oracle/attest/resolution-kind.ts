import type { Hex } from "viem";
import * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { readPostedReport, unknownReport } from "../chain/accepted-report.ts";
import { SixfoldError } from "../core/errors.ts";
import { reportTable } from "../core/statements/report.ts";
import type { Report } from "../core/statements/report.ts";
import { RULINGS, resolutionTable } from "../core/statements/resolution.ts";
import type { Resolution } from "../core/statements/resolution.ts";
import { differingFields } from "../core/statements/table.ts";
import { cidOfDigest } from "../store/cid.ts";
import type { Kind, Witness } from "./kind.ts";
import { examineReport, reportKind } from "./report-kind.ts";

/** A report as the chain accepted it. @throws SixfoldError `CHAIN_REPORT_UNKNOWN` (check) */
export const postedReport = async (chain: Chain, reportId: Hex): Promise<Report> => {
  const log = await readPostedReport(chain, reportId);
  if (log === undefined) throw unknownReport(reportId);
  return log.args.report;
};

/**
 * What is wrong with a posted report, by running its evidence again: the first field that comes out differently, or what
 * the evidence fails at. Undefined where it is true.
 * @throws SixfoldError (infrastructure) where it can not be told, since the evidence or the chain is out of reach
 */
const falsehoodIn = async (witness: Witness, posted: Report): Promise<string | undefined> => {
  try {
    const own = await examineReport(witness, posted, { cid: cidOfDigest(posted.evidence).toString() });
    return differingFields(reportTable, posted, own).find((field) => !reportKind.renewable.includes(field));
  } catch (error) {
    if (error instanceof SixfoldError && error.failure === "check") return error.field;
    throw error;
  }
};

/** What an operator finds of a challenged report. `fault` names what is false in it. */
export type Finding = { readonly resolution: Resolution; readonly fault: string | undefined };

/**
 * The one resolution that the witness can stand behind: a report whose evidence does not run to what it states, by the
 * program, design and ground of its project on the chain, is struck; any other is upheld. It rests on the report's own
 * evidence in either case. What the archive served is taken as it was recorded: where the challenge is that it was not
 * true, operators have to look for themselves.
 * @throws SixfoldError `ATTEST_NOT_CHALLENGED` (check)
 */
export const examineChallenge = async (
  witness: Witness,
  { reportId, expiry }: Pick<Resolution, "reportId" | "expiry">,
): Promise<Finding> => {
  const { disputes, operators } = witness.chain.contracts;
  const posted = await postedReport(witness.chain, reportId);
  const [{ deadline }, operatorSet] = await onChain("reportId", () =>
    Promise.all([disputes.read.challengeOf([reportId]), operators.read.operatorSet()]),
  );
  if (deadline === 0)
    throw new SixfoldError({
      code: "ATTEST_NOT_CHALLENGED",
      failure: "check",
      field: "reportId",
      value: reportId,
      rule: "the report has an open challenge",
    });
  const challengeId = await onChain("reportId", () => disputes.read.challengeIdOf([reportId]));
  const fault = await falsehoodIn(witness, posted);
  const ruling = RULINGS.indexOf(fault === undefined ? "upheld" : "struck");
  return {
    resolution: { reportId, challengeId, ruling, evidence: posted.evidence, operatorSet, expiry },
    fault,
  };
};

/** Resolutions: the challenged report's evidence is run again before they are signed, and there is one for a challenge. */
export const resolutionKind: Kind<Resolution, object> = {
  table: resolutionTable,
  basis: z.strictObject({}),
  examine: async (witness, asked) => (await examineChallenge(witness, asked)).resolution,
  subject: ({ challengeId }) => ({ about: `challenge ${challengeId}` }),
  needed: {
    operator: async (chain) => Number(await onChain("disputes", () => chain.contracts.disputes.read.needed())),
  },
  renewable: ["operatorSet", "expiry"],
};
