import { fromRoot } from "./from-root.ts";
import type { Life } from "./life.ts";
import type { Say } from "./say.ts";
import type { World } from "./world.ts";

/**
 * Tells commands to try, which work as they are printed.
 * @param staysUp whether the chain goes on: what asks it works no longer than that.
 */
export const sayNext = (
  say: Say,
  { deploymentFile, api }: World & { readonly api: string },
  lives: readonly Life[],
  staysUp: boolean,
): void => {
  const deployment = `--deployment ${fromRoot(deploymentFile)}`;
  if (staysUp)
    say("open the page: find a project, verify its report in the browser, retire with the demo wallet", { page: api });
  if (staysUp)
    for (const { projectId, report, credit, verified } of lives)
      say("try next, in another terminal, while this stays up", {
        project: `npx sixfold project show ${projectId} ${deployment}`,
        report: `npx sixfold report show ${report.reportId} ${deployment}`,
        ...(credit === undefined
          ? {}
          : { certificate: `npx sixfold certificate show ${credit.certificateId} ${deployment}` }),
        verify: verified.command,
      });
  if (staysUp)
    say("or ask over HTTP", {
      "what there is": `curl ${api}/openapi.json`,
      projects: `curl ${api}/v1/projects`,
      retired: `curl "${api}/v1/registers/retired?format=csv"`,
      "as it happens": `curl -N "${api}/v1/events?from=start"`,
    });
  say(
    "try next, at any time: run the evidence again without a chain",
    Object.fromEntries(
      lives.map(({ projectId, verified }) => [`project ${projectId}`, `npx sixfold verify ${verified.car}`]),
    ),
  );
};
