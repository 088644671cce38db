import { openingRoot } from "../../core/ground/ground-root.ts";
import type { Log } from "./log.ts";
import type { Draft } from "./draft.ts";
import { ignore, inconsistent, known, requireNext } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import type { ProjectRecord } from "./registry.ts";

/** `ProjectStatus` of Project.sol. */
const STATUS = { draft: 1, active: 2, completed: 3, withdrawn: 4 } as const;

const change = (draft: Draft, log: Log, projectId: bigint, changed: Partial<ProjectRecord>): void => {
  const project = known(log, draft.now().projects, projectId, "project");
  draft.put("projects", projectId, { ...project, ...changed });
};

export const projectHandlers: Handlers<"ProjectRegistry"> = {
  ProjectRegistered: (draft, log) => {
    const { projectId, owner, pool, request, draftExpiry } = log.args;
    requireNext(log, projectId, draft.now().projects.size);
    draft.put("projects", projectId, {
      ...request,
      owner,
      pool,
      draftExpiry,
      status: STATUS.draft,
      lastPeriodEnd: 0,
      creditedUntil: 0,
      validatedBy: undefined,
      externalSerials: [],
    });
    if (request.programmeReference !== "") draft.put("references", request.programmeReference, projectId);
    // The ground's record is opened in the same call, without an event of its own.
    draft.put("grounds", projectId, { root: openingRoot(projectId), segments: [], edgeCells: 0n, bond: 0n });
  },
  ExternalSerialsClaimed: (draft, log) => {
    const { projectId, programme, prefix, first, last } = log.args;
    const { externalSerials } = known(log, draft.now().projects, projectId, "project");
    change(draft, log, projectId, { externalSerials: [...externalSerials, { programme, prefix, first, last }] });
  },
  ProjectActivated: (draft, log) => {
    const { projectId, verifier, groundRoot, edgeCells } = log.args;
    const ground = known(log, draft.now().grounds, projectId, "project");
    if (ground.root !== groundRoot || ground.edgeCells !== edgeCells)
      throw inconsistent(log, ground.root, `the logs of claims lead to ${edgeCells} cells and the root ${groundRoot}`);
    change(draft, log, projectId, { status: STATUS.active, validatedBy: verifier });
  },
  ProjectCompleted: (draft, log) => change(draft, log, log.args.projectId, { status: STATUS.completed }),
  ProjectWithdrawn: (draft, log) => change(draft, log, log.args.projectId, { status: STATUS.withdrawn }),
  ProjectLapsed: (draft, log) => change(draft, log, log.args.projectId, { status: STATUS.withdrawn }),
  ProjectRevoked: (draft, log) => change(draft, log, log.args.projectId, { status: STATUS.withdrawn }),
  ProjectDraftProlonged: (draft, log) => {
    const { projectId, draftExpiry } = log.args;
    change(draft, log, projectId, { draftExpiry });
  },
  PeriodTakenBack: (draft, log) => {
    const { projectId, lastPeriodEnd, creditedUntil } = log.args;
    change(draft, log, projectId, { lastPeriodEnd, creditedUntil });
  },
  PeriodRecorded: (draft, log) => {
    const { projectId, periodEnd, credited } = log.args;
    change(draft, log, projectId, {
      lastPeriodEnd: periodEnd,
      ...(credited ? { creditedUntil: periodEnd } : {}),
    });
  },
  AuthorityUpdated: ignore,
  EIP712DomainChanged: ignore,
};
