import { strike } from "./reports.ts";
import { addStake, hold, moveStake, requireUntied, stakeWei } from "./signing.ts";
import { LEAST_CHALLENGE, OPERATORS_DECIDING, STAKE, TIMES } from "./terms.ts";
import { projectOf, REPORT_STATE, reportOf, require } from "./world.ts";
import type { Holder, Operator, Report, World } from "./world.ts";

/** Each next challenge of a report costs twice as much. */
export const challengeBond = ({ rounds }: Report): bigint => LEAST_CHALLENGE << BigInt(rounds);

export const challenge = (world: World, by: Holder, number: number, paidWei: bigint): void => {
  const report = reportOf(world, number);
  const bondWei = challengeBond(report);
  require(paidWei === bondWei, "DisputesBondMismatch");
  require(report.state === REPORT_STATE.pending, "VerificationOracleStateMismatch");
  require(world.now < report.issuableAt, "VerificationOracleWindowOver");
  const deadline = world.now + TIMES.challenge;
  report.challenge = { by, openedAt: world.now, deadline, bondWei };
  report.rounds += 1;
  report.state = REPORT_STATE.frozen;
  addStake(world, "disputes", bondWei);
  hold(world, [...report.signed, "verifier"], deadline);
};

/** In equal parts; what does not divide is with the last. */
const share = (world: World, wei: bigint, resolvers: readonly Operator[]): void => {
  let left = wei;
  resolvers.forEach((resolver, index) => {
    const part = left / BigInt(resolvers.length - index);
    left -= part;
    moveStake(world, "disputes", resolver, part);
  });
};

/** The least stake, or half of it for who says so itself. */
const fine = (world: World, report: Report, resolvers: readonly Operator[]): bigint => {
  let fined = 0n;
  for (const signer of [...report.signed, "verifier"] as const) {
    const staked = stakeWei(world, signer);
    const most = staked < STAKE ? staked : STAKE;
    const taken = signer !== "verifier" && resolvers.includes(signer) ? most / 2n : most;
    moveStake(world, signer, "disputes", taken);
    fined += taken;
  }
  return fined;
};

export const resolve = (
  world: World,
  number: number,
  { isUpheld, resolvers }: { readonly isUpheld: boolean; readonly resolvers: readonly Operator[] },
): void => {
  const report = reportOf(world, number);
  const { challenge: open } = report;
  require(open !== undefined, "DisputesNotChallenged");
  require(world.now < open.deadline, "DisputesDeadlineOver");
  require(resolvers.length >= OPERATORS_DECIDING, "DisputesTooFew");
  requireUntied(world, projectOf(world, report.projectId), resolvers);
  report.challenge = undefined;
  if (isUpheld) {
    report.state = REPORT_STATE.pending;
    report.issuableAt += world.now - open.openedAt;
    hold(world, [...report.signed, "verifier"], report.issuableAt);
    share(world, open.bondWei, resolvers);
    return;
  }
  strike(world, report);
  const fined = fine(world, report, resolvers);
  share(world, fined / 2n, resolvers);
  moveStake(world, "disputes", open.by, open.bondWei + fined - fined / 2n);
};

/** Doubt costs the seller (L15): struck, and half of the bond is the owner's for the delay. */
export const resolveBySilence = (world: World, number: number): void => {
  const report = reportOf(world, number);
  const { challenge: open } = report;
  require(open !== undefined, "DisputesNotChallenged");
  require(world.now >= open.deadline, "DisputesDeadlineAhead");
  report.challenge = undefined;
  strike(world, report);
  moveStake(world, "disputes", projectOf(world, report.projectId).owner, open.bondWei / 2n);
  moveStake(world, "disputes", open.by, open.bondWei - open.bondWei / 2n);
};
