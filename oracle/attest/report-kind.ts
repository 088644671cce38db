import * as z from "zod";

import { readProjectContext } from "../chain/project-context.ts";
import { trustMethodology } from "../chain/trust-chain.ts";
import { reportTable } from "../core/statements/report.ts";
import type { Report } from "../core/statements/report.ts";
import { parseCid } from "../store/cid.ts";
import { buildReport } from "./build-report.ts";
import { digestOn, one, quorum } from "./kind.ts";
import type { Kind, Witness } from "./kind.ts";
import { evidenceOf, rerun } from "./rerun.ts";

/** Root CID of the bundle that a report rests on. */
export type ReportBasis = { readonly cid: string };

/**
 * The one report that a bundle supports for a project, by running everything again. Neither chain nor source is
 * trusted: bytes must hash to the CID, the bundle must re-run to its own digest by the program that its methodology names
 * on the chain and no other, and project, methodology, ground and operator set are read from the chain.
 */
export const examineReport = async (
  { chain, source }: Witness,
  { projectId, ...asked }: Pick<Report, "projectId" | "verifier" | "expiry">,
  basis: ReportBasis,
): Promise<Report> => {
  const cid = parseCid(basis.cid);
  // The chain is asked first: it is quick, and a project that does not exist needs no replay.
  const context = await readProjectContext(chain, projectId);
  const trust = trustMethodology(context.methodologyId, context.program);
  await using bundle = await source(cid);
  return buildReport(evidenceOf(await rerun(cid, bundle.files, trust)), context, asked);
};

/** Reports: re-run before they are signed, and one for each moment of a project. */
export const reportKind: Kind<Report, ReportBasis> = {
  table: reportTable,
  basis: z.strictObject({ cid: z.string().min(1).max(128) }),
  examine: async (witness, asked, basis) => {
    const own = await examineReport(witness, asked, basis);
    // It may be on chain already, for more operators to sign: then it is the latest itself.
    const posted = { ...own, previous: asked.previous };
    return digestOn(witness.chain, reportTable, posted) === own.previous ? posted : own;
  },
  subject: ({ projectId, periodStart, periodEnd }) => ({
    about: `project ${projectId}`,
    during: { start: periodStart, end: periodEnd },
  }),
  needed: { operator: quorum, verifier: one },
  renewable: ["previous", "verifier", "operatorSet", "expiry"],
};
