import { accreditVerifier } from "../../oracle/chain/actions/accredit-verifier.ts";
import { activateMethodology } from "../../oracle/chain/actions/activate-methodology.ts";
import { admitDeveloper } from "../../oracle/chain/actions/admit-developer.ts";
import { announceOperators } from "../../oracle/chain/actions/announce-operators.ts";
import { assignAccount } from "../../oracle/chain/actions/assign-account.ts";
import { depositStake } from "../../oracle/chain/actions/deposit-stake.ts";
import { govern } from "../../oracle/chain/actions/govern.ts";
import { perform, performer } from "../../oracle/chain/actions/perform.ts";
import { proposeMethodology } from "../../oracle/chain/actions/propose-methodology.ts";
import { POOLS } from "../../oracle/chain/pools.ts";
import { keySender } from "../../oracle/chain/send.ts";
import type { MethodologyTerms } from "../../oracle/core/services/common/terms.ts";
import type { World } from "./world.ts";

const QUORUM = 2;
const TEN_YEARS_SECONDS = 10 * 365 * 86_400;

/**
 * What the governor does first: operators, a verifier, developers, and the methodologies. All of it is announced, waits for the public delay, and is then made. Then all who will sign have something at stake.
 * @returns the methodology id of each methodology, in order
 */
export const setRules = async (
  { chain, clock, signers, operators, verifier }: World,
  methodologies: readonly MethodologyTerms[],
): Promise<readonly number[]> => {
  const addresses = operators.map(({ address }) => address);
  const until = (await clock.now()) + TEN_YEARS_SECONDS;
  const developers = [signers.developer, signers.otherDeveloper].map(({ address }) => address);
  const ids = methodologies.map((_, index) => index + 1);
  await govern(
    performer(keySender(chain, signers.governor)),
    [
      announceOperators(addresses, QUORUM),
      accreditVerifier({ verifier: verifier.address, pools: POOLS, until }),
      ...developers.flatMap((account, index) => [
        admitDeveloper(`EXAMPLE:${index + 1}`),
        assignAccount({ developer: index + 1, account }),
      ]),
      ...methodologies.map(proposeMethodology),
      ...ids.map(activateMethodology),
    ],
    clock.waitUntil,
  );
  const { stakes } = chain.contracts;
  const leastWei = await stakes.read.leastStake();
  for (const { address } of [...operators, verifier])
    await perform(keySender(chain, signers.poster), depositStake(address, leastWei));
  return ids;
};
