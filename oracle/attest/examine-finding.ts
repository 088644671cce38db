import type { Hex } from "viem";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { readProjectContext } from "../chain/project-context.ts";
import type { ProjectContext } from "../chain/project-context.ts";
import { trustChain } from "../chain/trust-chain.ts";
import { SixfoldError } from "../core/errors.ts";
import type { Stated } from "../core/services/common/outcome.ts";
import { parseCid } from "../store/cid.ts";
import { requireSameProject } from "./build-report.ts";
import type { Witness } from "./kind.ts";
import { rerun } from "./rerun.ts";
import type { Rerun } from "./rerun.ts";

type StatedFinding = Extract<Stated, { kind: "finding" }>;

/** Root CID of the bundle that a statement of the watch rests on. */
export type FindingBasis = { readonly cid: string };

/** A finding that came out again, and the project on chain that it is of. */
export type ExaminedFinding = {
  readonly context: ProjectContext;
  readonly evidence: Hex;
  readonly finding: StatedFinding;
};

/** A finding is by rules that were public before: those of an active methodology, to the byte. */
const requireActive = async ({ contracts: { methodologies } }: Chain, said: Rerun): Promise<void> => {
  const active = await onChain("methodologies", async () => {
    for (let id = await methodologies.read.count(); id > 0; id -= 1) {
      const [known, terms] = await Promise.all([methodologies.read.get([id]), methodologies.read.terms([id])]);
      const same = (["parameters", "program"] as const).every((field) => known[field] === said[field]);
      if (terms.active && same && known.name === said.methodology && known.version === said.version) return true;
    }
    return false;
  });
  if (active) return;
  throw new SixfoldError({
    code: "ATTEST_METHODOLOGY_NOT_ACTIVE",
    failure: "check",
    field: "methodology",
    value: { methodology: said.methodology, version: said.version, parameters: said.parameters, program: said.program },
    rule: "an active methodology on the chain has this name, version, parameters and program",
  });
};

/**
 * What a bundle of a methodology that finds says of a project, by running everything again. As for reports, neither chain
 * nor source is trusted. The project's own design is what binds its stock per hectare: the bundle's project.json holds
 * the practice that the owner committed to.
 * @throws SixfoldError where the bundle is another project's, or no finding
 */
export const examineFinding = async (
  { chain, source }: Witness,
  projectId: bigint,
  basis: FindingBasis,
): Promise<ExaminedFinding> => {
  const cid = parseCid(basis.cid);
  const context = await readProjectContext(chain, projectId);
  await using bundle = await source(cid);
  const said = await rerun(cid, bundle.files, trustChain(chain));
  await requireActive(chain, said);
  requireSameProject(said, context);
  const { outcome } = said;
  if (outcome.kind === "finding") return { context, evidence: said.evidence, finding: outcome };
  throw new SixfoldError({
    code: "ATTEST_NOT_A_FINDING",
    failure: "check",
    field: "outcome",
    value: outcome.kind,
    rule: "the watch speaks of what was found",
  });
};

/** @throws SixfoldError `ATTEST_VERDICT` (check) where a finding says something else than it is wanted for. */
export const requireVerdict = ({ verdict, reason }: StatedFinding, wanted: StatedFinding["verdict"]): void => {
  if (verdict === wanted) return;
  throw new SixfoldError({
    code: "ATTEST_VERDICT",
    failure: "check",
    field: "outcome",
    value: reason === "" ? verdict : `${verdict}: ${reason}`,
    rule: `the finding is ${wanted === "loss" ? "a loss" : "an all-clear"}`,
  });
};
