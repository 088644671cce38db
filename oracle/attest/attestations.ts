import { z } from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { AttestError } from "../core/errors.ts";
import { route } from "./attest-server.ts";
import type { Route } from "./attest-server.ts";
import { differingFields } from "./build-report.ts";
import type { EquivocationGuard } from "./equivocation.ts";
import type { Examine } from "./examine.ts";
import { reportDigest, reportDomain, reportJson, reportTypedData } from "./report-types.ts";
import type { Report } from "./report-types.ts";
import type { Signer } from "../chain/signer.ts";

/** Longest life of a signature, 7 days: an operator can not take it back, it can only let it lapse. */
export const LONGEST_EXPIRY_SECONDS = 7 * 24 * 60 * 60;

const attestationRequest = z.strictObject({
  report: reportJson,
  /** Root CID of the bundle. */
  cid: z.string().min(1).max(128),
});

const requireExpiry = async (chain: Chain, { expiry }: Report): Promise<void> => {
  const { timestamp } = await onChain("expiry", () => chain.client.getBlock());
  const now = Number(timestamp);
  if (expiry > now && expiry <= now + LONGEST_EXPIRY_SECONDS) return;
  throw new AttestError({
    code: "ATTEST_EXPIRY",
    failure: "check",
    field: "expiry",
    value: expiry,
    rule: `a signature lapses after now (${now}) and within ${LONGEST_EXPIRY_SECONDS} s`,
  });
};

/**
 * `POST /attestations`: re-runs the bundle, builds the report from it and from this process's own reading of the chain,
 * and signs only when that report is the one asked for, byte for byte.
 */
export const attestationRoute = ({
  chain,
  signer,
  examine,
  guard,
}: {
  readonly chain: Chain;
  readonly signer: Signer;
  readonly examine: Examine;
  readonly guard: EquivocationGuard;
}): Route =>
  route("/attestations", attestationRequest, async ({ report: asked, cid }) => {
    await requireExpiry(chain, asked);
    const own = await examine(cid, asked.projectId, asked.expiry);
    const [field] = differingFields(asked, own);
    if (field !== undefined)
      throw new AttestError({
        code: "ATTEST_REPORT_DIFFERS",
        failure: "check",
        field,
        value: { asked: asked[field], own: own[field] },
        rule: `the report's ${field} is what re-running the evidence gives`,
      });
    const domain = reportDomain(chain.chainId, chain.deployment.contracts.VerificationOracle);
    guard.admit(domain, own);
    const signature = await signer.signTypedData(reportTypedData(domain, own));
    return { signer: signer.address, signature, reportId: reportDigest(domain, own) };
  });
