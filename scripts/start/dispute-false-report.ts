import { examineChallenge, resolutionKind } from "../../oracle/attest/resolution-kind.ts";
import { collect } from "../../oracle/attest/collect.ts";
import { post } from "../../oracle/attest/post.ts";
import { challengeReport } from "../../oracle/chain/actions/challenge-report.ts";
import { depositStake } from "../../oracle/chain/actions/deposit-stake.ts";
import { perform } from "../../oracle/chain/actions/perform.ts";
import { resolveChallenge } from "../../oracle/chain/actions/resolve-challenge.ts";
import { keySender } from "../../oracle/chain/send.ts";
import type { Report } from "../../oracle/core/statements/report.ts";
import { RULINGS } from "../../oracle/core/statements/resolution.ts";
import { openBundleSource } from "../../oracle/store/bundle-source.ts";
import { signedBy } from "./sign-directly.ts";
import { DAY_SECONDS, tonnes } from "./story.ts";
import type { Stage } from "./story.ts";

const ether = (wei: bigint): string => `${Number(wei) / 1e18} ether`;

/**
 * A report that says twice what its evidence says, signed with the very keys of a quorum and the verifier, as if those
 * were stolen. It is challenged; the operators' processes run the evidence again and strike it; who signed it pays. Then
 * they have something at stake again, and the true report can be posted.
 * @param truth what the evidence says
 */
export const disputeFalseReport = async ({ world, say }: Stage, truth: Report): Promise<void> => {
  const { chain, clock, signers, operators, verifier, store } = world;
  const { stakes, disputes, operators: registry } = chain.contracts;
  const lie: Report = { ...truth, measuredKg: truth.measuredKg + (truth.measuredKg - truth.baselineKg) };
  const poster = keySender(chain, signers.poster);
  const { reportId } = await post(poster, await signedBy(chain, lie, Number(await registry.read.quorum())));
  say("a false report, signed with stolen keys", {
    report: reportId,
    "says it measured": tonnes(lie.measuredKg),
    "its evidence says": tonnes(truth.measuredKg),
  });

  const buyer = keySender(chain, signers.buyer);
  const bondWei = await disputes.read.bondFor([reportId]);
  const { result } = await perform(buyer, challengeReport(reportId, truth.evidence, bondWei));
  say("challenge", { by: signers.buyer.address, bond: ether(bondWei), challenge: result.challengeId });

  const witness = { chain, source: openBundleSource({ store }) };
  const asked = { reportId, expiry: (await clock.now()) + DAY_SECONDS };
  const { resolution, fault } = await examineChallenge(witness, asked);
  const urls = { operator: operators.map(({ url }) => url) };
  const { signed } = await collect(chain, resolutionKind, { statement: resolution, basis: {}, urls });
  const resolved = await perform(poster, resolveChallenge(lie, resolution, signed.signatures.operator));
  const leastWei = await stakes.read.leastStake();
  const left = async (address: `0x${string}`): Promise<bigint> => (await stakes.read.stakeOf([address]))[0];
  say("resolve", {
    ruling: RULINGS[resolution.ruling] ?? "none",
    because: `its ${fault ?? "evidence"} is not what its evidence runs to`,
    operators: signed.signatures.operator.length,
    "the verifier lost": ether(leastWei - (await left(verifier.address))),
    "the challenger has": ether(await left(signers.buyer.address)),
    gas: resolved.gasUsed,
  });
  for (const { address } of [...operators, verifier]) {
    const missing = leastWei - (await left(address));
    if (missing > 0n) await perform(poster, depositStake(address, missing));
  }
};
