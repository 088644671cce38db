import type { Chain } from "../chain/connect.ts";
import { readProjectContext } from "../chain/project-context.ts";
import { parseCid } from "../store/cid.ts";
import { buildReport } from "./build-report.ts";
import type { BundleSource } from "../store/bundle-source.ts";
import type { Report } from "./report-types.ts";
import { evidenceOf, rerun } from "./rerun.ts";

/** Builds the one report that a bundle supports for a project, by running everything again. */
export type Examine = (cid: string, projectId: bigint, expiry: number) => Promise<Report>;

/**
 * An examiner over one chain and one source of bundles. It trusts neither: bytes must hash to the CID, the bundle must
 * re-run to its own digest, and project, methodology, ground and operator set are read from the chain.
 */
export const examiner =
  (chain: Chain, source: BundleSource): Examine =>
  async (text, projectId, expiry) => {
    const cid = parseCid(text);
    // The chain is asked first: it is quick, and a project that does not exist needs no replay.
    const context = await readProjectContext(chain, projectId);
    return buildReport(evidenceOf(await rerun(cid, await source(cid))), context, expiry);
  };
