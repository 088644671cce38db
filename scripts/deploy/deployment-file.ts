import { accessSync, constants, existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { readDeployment } from "../../oracle/chain/deployment.ts";
import type { Deployment } from "../../oracle/chain/deployment.ts";
import { misnamed } from "../../oracle/core/errors.ts";

/** Providers hand out keys as a user, a path or a query: only a bare origin is known to hold none. */
const holdsNoSecret = (rpcUrl: string): boolean => {
  const { username, password, pathname, search, hash } = new URL(rpcUrl);
  return username === "" && password === "" && pathname === "/" && search === "" && hash === "";
};

/** @throws UsageError when the file could not be written: before anything is deployed, not after it. */
export const requireWritable = (out: string): void => {
  try {
    accessSync(existsSync(out) ? out : dirname(out), constants.W_OK);
  } catch (cause) {
    throw misnamed("DEPLOY_USAGE", "--out", out, `the file can be written (${(cause as NodeJS.ErrnoException).code})`);
  }
};

/**
 * Writes a deployment for every other command to read; its RPC URL only when that can hold no secret.
 * @throws UsageError when the file holds another deployment: it is left alone.
 */
export const writeDeployment = (out: string, { rpcUrl, ...deployment }: Deployment): void => {
  if (existsSync(out)) {
    const held = readDeployment(out);
    if (held.chainId === deployment.chainId && held.contracts.AccessManager === deployment.contracts.AccessManager)
      return;
    throw misnamed("DEPLOY_USAGE", "--out", out, "the file does not hold another deployment: name another file");
  }
  const safe = rpcUrl !== undefined && holdsNoSecret(rpcUrl) ? { rpcUrl } : {};
  writeFileSync(out, `${JSON.stringify({ ...deployment, ...safe }, null, 2)}\n`, { flag: "wx" });
};
