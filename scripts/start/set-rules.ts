import { govern } from "../../oracle/chain/govern.ts";
import { accredit, activateMethodology, proposeMethodology, setOperators } from "../../oracle/chain/governed-calls.ts";
import type { MethodologyTerms } from "../../oracle/chain/methodology-terms.ts";
import { POOLS } from "../../oracle/chain/pools.ts";
import { send } from "../../oracle/chain/send.ts";
import type { World } from "./world.ts";

const QUORUM = 2;
const TEN_YEARS_SECONDS = 10 * 365 * 86_400;

/**
 * What the governor does first: operators, a verifier, and the methodologies. All of it is
 * announced, waits for the public delay, and is then made.
 * @returns the methodology id of each methodology, in order
 */
export const setRules = async (
  { chain, clock, signers, operators, verifier }: World,
  methodologies: readonly MethodologyTerms[],
): Promise<readonly number[]> => {
  const addresses = operators.map(({ address }) => address);
  const until = (await clock.now()) + TEN_YEARS_SECONDS;
  const ids = methodologies.map((_, index) => index + 1);
  await govern(
    chain,
    signers.governor.address,
    [
      setOperators(chain, addresses, QUORUM),
      accredit(chain, { verifier: verifier.address, pools: POOLS, until }),
      ...methodologies.map((terms) => proposeMethodology(chain, terms)),
      ...ids.map((id) => activateMethodology(chain, id)),
    ],
    (call) => send(chain, signers.governor, call),
    clock.waitUntil,
  );
  return ids;
};
