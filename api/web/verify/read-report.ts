import type { Hex } from "viem";

import { readAcceptedReport } from "../../../oracle/chain/accepted-report.ts";
import type { AcceptedReport } from "../../../oracle/chain/accepted-report.ts";
import { connect } from "../../../oracle/chain/connect.ts";
import type { Chain } from "../../../oracle/chain/connect.ts";
import { onChain } from "../../../oracle/chain/errors.ts";
import type { Deployment } from "../../../oracle/chain/deployment.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";
import { cidOfDigest, evidenceDigest, parseCid } from "../../../oracle/store/cid.ts";
import { reportAcceptance } from "../../../oracle/verify/report-acceptance.ts";
import { verifySignatures } from "../../../oracle/verify/verify-signatures.ts";
import { failing } from "./steps.ts";
import type { Asked, Say } from "./steps.ts";

/** A report, as far as a re-run gives it again. */
export type Stated = Pick<AcceptedReport, "evidence"> & {
  /** sha-256 of the program that its methodology names. */
  readonly program: Hex;
  readonly kg: ReadonlyMap<string, bigint>;
  /** Whether the chain itself was asked, or only the server that is being checked. */
  readonly isChains: boolean;
};

/** What a re-run gives again. */
const MEASURED = ["measuredKg", "baselineKg", "leakageKg", "halfWidthKg"] as const;
/** What the page shows besides, and the chain holds. */
const SHOWN = [...MEASURED, "netKg", "bufferKg", "claimedM2", "observedM2"] as const;

const measuredOf = (
  report: Readonly<Record<(typeof MEASURED)[number], bigint | string>>,
): ReadonlyMap<string, bigint> => new Map(MEASURED.map((name) => [name, BigInt(report[name])] as const));

const byTheServer = ({ report, programDigest }: Asked, say: Say): Stated => {
  const { cid } = report.evidence;
  say("chain", { state: "unchecked", detail: cid });
  say("signatures", { state: "unchecked", detail: "" });
  return {
    evidence: evidenceDigest(parseCid(cid)),
    program: programDigest as Hex,
    kg: measuredOf(report),
    isChains: false,
  };
};

/** What the chain holds, which is what the page shows. */
const accepted = async (chain: Chain, { report }: Asked, say: Say): Promise<AcceptedReport> => {
  const fail = failing("chain", say);
  const held = await readAcceptedReport(chain, report.id as Hex).catch((error: unknown) => {
    if (!(error instanceof SixfoldError) || error.failure !== "check") throw error;
    return fail(`${error.code}: ${error.message}`);
  });
  for (const name of SHOWN) if (held[name] !== BigInt(report[name])) fail(`${name}: ${report[name]}, ≠ ${held[name]}`);
  const cid = cidOfDigest(held.evidence).toString();
  if (cid !== report.evidence.cid) fail(`evidence: ${report.evidence.cid}, ≠ ${cid}`);
  say("chain", { state: "holds", detail: cid });
  return held;
};

/**
 * A report by the chain's own word, as which the page must have shown it, and signed by whom it has to be (L3); by the
 * server's word where no endpoint of the chain is named.
 */
export const readReport = async (asked: Asked, say: Say): Promise<Stated> => {
  const { rpcUrl, chainId, contracts, deployBlock } = asked.deployment;
  if (rpcUrl === null) return byTheServer(asked, say);
  const chain = await connect({
    deployment: { chainId, rpcUrl, deployBlock, contracts: contracts as Deployment["contracts"] },
  });
  const held = await accepted(chain, asked, say);
  const { program } = await onChain("methodologyId", () =>
    chain.contracts.methodologies.read.get([held.methodologyId]),
  );
  const checks = await verifySignatures(chain, reportAcceptance, asked.report.id as Hex);
  const wrong = checks.find(({ ok }) => !ok);
  if (wrong !== undefined) failing("signatures", say)(`${wrong.name}: ${wrong.detail}`);
  say("signatures", { state: "holds", detail: checks.map(({ detail }) => detail).at(1) ?? "" });
  return { evidence: held.evidence, program, kg: measuredOf(held), isChains: true };
};
