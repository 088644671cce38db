import type { LogOf } from "./log.ts";
import type { Draft } from "./draft.ts";
import { ignore, inconsistent, known } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import type { Announcement } from "./registry.ts";

const settle = (
  draft: Draft,
  log: LogOf<"AccessManager", "OperationExecuted" | "OperationCanceled">,
  state: Announcement["state"],
): void => {
  const { operationId, nonce } = log.args;
  const announced = known(log, draft.now().announcements, operationId, "announcement");
  if (announced.nonce !== nonce || announced.state !== "open")
    throw inconsistent(log, nonce, `the call's announcement ${announced.nonce}, which is ${announced.state}`);
  draft.put("announcements", operationId, { ...announced, state });
};

/** What was announced, who holds which role, and what it may call. How roles are administered is not kept. */
export const governanceHandlers: Handlers<"AccessManager"> = {
  OperationScheduled: (draft, log) => {
    const { operationId, nonce, schedule, caller, target, data } = log.args;
    const before = draft.now().announcements.get(operationId)?.nonce ?? 0;
    if (nonce !== before + 1) throw inconsistent(log, nonce, `the announcement after ${before} of the same call`);
    draft.put("announcements", operationId, { nonce, readyAt: schedule, caller, target, data, state: "open" });
  },
  OperationExecuted: (draft, log) => settle(draft, log, "made"),
  OperationCanceled: (draft, log) => settle(draft, log, "cancelled"),
  RoleGranted: (draft, log) => {
    const { roleId, account, delay, since, newMember } = log.args;
    if (newMember) return draft.putIn("members", roleId, account, { since, delay, delayFrom: since });
    const member = known(log, known(log, draft.now().members, roleId, "role"), account, "role's holder");
    return draft.putIn("members", roleId, account, { ...member, delay, delayFrom: since });
  },
  RoleRevoked: (draft, log) => {
    const { roleId, account } = log.args;
    known(log, known(log, draft.now().members, roleId, "role"), account, "role's holder");
    draft.putIn("members", roleId, account, undefined);
  },
  TargetFunctionRoleUpdated: (draft, { args: { target, selector, roleId } }) =>
    draft.putIn("functionRoles", target, selector, roleId),
  RoleLabel: ignore,
  RoleAdminChanged: ignore,
  RoleGuardianChanged: ignore,
  RoleGrantDelayChanged: ignore,
  TargetAdminDelayUpdated: ignore,
  TargetClosed: ignore,
};
