import { sha256 } from "viem";
import type { Hex } from "viem";
import * as z from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { readProjectContext } from "../chain/project-context.ts";
import type { ProjectContext } from "../chain/project-context.ts";
import { trustChain } from "../chain/trust-chain.ts";
import { SixfoldError } from "../core/errors.ts";
import { canonicalJson, parseCanonicalJson } from "../core/evidence/canonical-json.ts";
import { designDigest } from "../core/evidence/design.ts";
import type { Design } from "../core/evidence/design.ts";
import { readWhole } from "../core/evidence/files.ts";
import { PROJECT_PATH } from "../core/evidence/paths.ts";
import { parsedBy } from "../core/schema-faults.ts";
import type { Stated } from "../core/services/common/outcome.ts";
import { parseCid } from "../store/cid.ts";
import { requireSameProject } from "./build-report.ts";
import { designSchema } from "./validation-kind.ts";
import type { Witness } from "./kind.ts";
import { rerun } from "./rerun.ts";
import type { Rerun } from "./rerun.ts";

const differs = (field: string, value: unknown, rule: string): SixfoldError =>
  new SixfoldError({ code: "ATTEST_PRACTICE", failure: "check", field, value, rule });

type StatedFinding = Extract<Stated, { kind: "finding" }>;

/** What a statement of the watch rests on: the root CID of its bundle, and the project's published design. */
export type FindingBasis = { readonly cid: string; readonly design: Design };

export const findingBasis: z.ZodType<FindingBasis> = z.strictObject({
  cid: z.string().min(1).max(128),
  design: designSchema,
});

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

const practiced = z.looseObject({ practice: z.record(z.string(), z.unknown()) });
type Practice = z.infer<typeof practiced>["practice"];

/** What project.json, or a design, says of the project's practice. */
const practiceIn = (json: unknown, where: string): Practice =>
  parsedBy(practiced, json, ({ pointer, value, rule }) => differs(`${where}${pointer}`, value, rule)).practice;

/**
 * No satellite sees how much stood there: a loss is worth what the project stated before. So the design is the one that
 * its owner committed to and a verifier signed, and what the bundle says of the project's practice is what that says.
 */
const requireDesigned = (practice: Practice, committed: Practice): void => {
  const both = Object.keys(practice).filter((key) => key in committed);
  if (!both.includes("stockKgPerHa"))
    throw differs("practice.stockKgPerHa", Object.keys(committed), "the design states the stock, and the bundle too");
  for (const key of both) {
    const [own, published] = [practice, committed].map((part) => sha256(canonicalJson(part[key], key)));
    if (own !== published)
      throw differs(
        `practice.${key}`,
        { bundle: practice[key], design: committed[key] },
        "the bundle's practice is the design's",
      );
  }
};

/**
 * What a bundle of a methodology that finds says of a project, by running everything again. As for reports, neither chain
 * nor source is trusted.
 * @throws SixfoldError where the bundle is another project's, its design is not the committed one, or it is no finding
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
  const json = parseCanonicalJson(await readWhole(bundle.files, PROJECT_PATH), PROJECT_PATH);
  requireDesigned(practiceIn(json, "project.json"), practiceIn(basis.design, "design"));
  requireSameProject({ ...said, design: designDigest(basis.design) }, context);
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
