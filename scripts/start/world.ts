import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Address } from "viem";
import * as z from "zod";

import { DEMO_ACCOUNT } from "../../api/web/wallet/demo-account.ts";
import { developmentSigner } from "../../oracle/chain/signer.ts";
import type { Signer } from "../../oracle/chain/signer.ts";
import { connect } from "../../oracle/chain/connect.ts";
import type { Chain } from "../../oracle/chain/connect.ts";
import { parseDeployment } from "../../oracle/chain/deployment.ts";
import type { Deployment } from "../../oracle/chain/deployment.ts";
import { ROLE_NAMES } from "../deploy/roles.ts";
import { localClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { startProcess } from "./processes.ts";

/** Which development account plays whom. */
export const ACCOUNT = {
  governor: 1,
  verifier: 2,
  developer: 3,
  otherDeveloper: 4,
  buyer: 5,
  poster: 6,
  admin: 7,
  guardian: 8,
  /** The page's demo wallet. */
  newcomer: DEMO_ACCOUNT,
  firstOperator: 10,
} as const;
const OPERATORS = 3;

const CLI = "oracle/cli/main.ts";

const served = z.object({ url: z.url(), address: z.string().optional() });

export type World = {
  readonly folder: string;
  readonly deployment: Deployment;
  readonly deploymentFile: string;
  readonly chain: Chain;
  readonly clock: Clock;
  readonly signers: {
    readonly governor: Signer;
    readonly developer: Signer;
    readonly otherDeveloper: Signer;
    readonly buyer: Signer;
    readonly poster: Signer;
  };
  readonly operators: readonly { readonly url: string; readonly address: Address }[];
  readonly verifier: { readonly url: string; readonly address: Address };
  readonly gateway: string;
  readonly store: string;
};

const signingProcess = async (
  role: "operator" | "verifier",
  account: number,
  { deploymentFile, gateway, folder }: { deploymentFile: string; gateway: string; folder: string },
): Promise<{ url: string; address: Address }> => {
  const answer = await startProcess(`${role} ${account}`, CLI, [
    role,
    "serve",
    "--json",
    ...["--deployment", deploymentFile],
    ...["--gateway", gateway],
    ...["--key", `dev:${account}`],
    ...["--memory", join(folder, `${role}-${account}.json`)],
  ]);
  return { url: served.parse(answer).url, address: developmentSigner(account).address };
};

/** Starts the chain, deploys, and starts gateway, operators and verifier, each a process of its own. */
export const startWorld = async (folder: string, writeFile: (path: string, text: string) => void): Promise<World> => {
  mkdirSync(folder, { recursive: true });
  const store = join(folder, "evidence");
  const [deploymentJson, gatewayAnswer] = await Promise.all([
    startProcess(
      "local chain",
      "scripts/local-chain.ts",
      ROLE_NAMES.map((role) => developmentSigner(ACCOUNT[role]).address),
    ),
    startProcess("gateway", CLI, ["gateway", "serve", "--json", "--store", store]),
  ]);
  const deployment = parseDeployment(deploymentJson);
  const deploymentFile = join(folder, "deployment.json");
  writeFile(deploymentFile, JSON.stringify(deployment, null, 2));
  const gateway = served.parse(gatewayAnswer).url;
  const chain = await connect({ deployment });
  const places = { deploymentFile, gateway, folder };
  const [verifier, ...operators] = await Promise.all([
    signingProcess("verifier", ACCOUNT.verifier, places),
    ...Array.from({ length: OPERATORS }, (_, index) =>
      signingProcess("operator", ACCOUNT.firstOperator + index, places),
    ),
  ]);
  return {
    folder,
    deployment,
    deploymentFile,
    chain,
    clock: localClock(chain),
    signers: {
      governor: developmentSigner(ACCOUNT.governor),
      developer: developmentSigner(ACCOUNT.developer),
      otherDeveloper: developmentSigner(ACCOUNT.otherDeveloper),
      buyer: developmentSigner(ACCOUNT.buyer),
      poster: developmentSigner(ACCOUNT.poster),
    },
    operators,
    verifier,
    gateway,
    store,
  };
};
