import type { Command } from "commander";

import { runGoverned, withGovernedStep } from "./governor-step.ts";
import type { GovernedOptions } from "./governor-step.ts";
import { addVerb, unsigned } from "./options.ts";

/** `sixfold governor revoke-project`: ends a project that was never credited, so that its ground is free. */
export const addGovernorRevokeProject = (noun: Command): void => {
  withGovernedStep(addVerb(noun, "revoke-project", "end an active project that was never credited"))
    .argument("<project-id>", "number of the project", unsigned)
    .action(async (projectId: bigint, options: GovernedOptions) => {
      const { revokeProject } = await import("../chain/actions/revoke-project.ts");
      await runGoverned(options, () => revokeProject(projectId));
    });
};
