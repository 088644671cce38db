import type { Chain } from "../../oracle/chain/connect.ts";
import { misnamed } from "../../oracle/core/errors.ts";
import type { Db, Head } from "./schema.ts";
import { newHead } from "./write.ts";

/** Chain and contracts, in one line. */
const deploymentLine = ({ chainId, deployment: { contracts } }: Chain): string =>
  `${chainId} ${Object.values(contracts).join(" ")}`;

/**
 * The head of a store for a deployment; made where the store is new.
 * @throws SixfoldError `STORE_OF_ANOTHER` (usage) when the store holds another chain or deployment.
 */
export const openHead = async (db: Db, chain: Chain): Promise<Head> => {
  const deployment = deploymentLine(chain);
  await db
    .insertInto("head")
    .values(newHead(deployment, chain.deployment.deployBlock))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const head = await db.selectFrom("head").selectAll().executeTakeFirstOrThrow();
  if (head.deployment !== deployment)
    throw misnamed("STORE_OF_ANOTHER", "deployment", deployment, `the store is of ${head.deployment}`);
  return head;
};
