import { encodeAbiParameters, keccak256, zeroAddress, zeroHash } from "viem";

import { openingRoot } from "../../core/ground/ground-root.ts";
import type { Log } from "./log.ts";
import type { Draft } from "./draft.ts";
import { ignore, inconsistent, known, requireNext } from "./handlers.ts";
import type { Handlers } from "./handlers.ts";
import type { ProjectRecord } from "./registry.ts";

/** `ProjectStatus` of Project.sol. */
const STATUS = { draft: 1, active: 2, completed: 3, withdrawn: 4 } as const;

/** What a project's root of external serials is chained over. */
const SERIALS = [
  { type: "bytes32" },
  { type: "uint32" },
  { type: "uint64" },
  { type: "uint64" },
  { type: "uint64" },
] as const;

const change = (draft: Draft, log: Log, projectId: bigint, changed: Partial<ProjectRecord>): void => {
  const project = known(log, draft.now().projects, projectId, "project");
  draft.put("projects", projectId, { ...project, ...changed });
};

export const projectHandlers: Handlers<"ProjectRegistry"> = {
  ProjectRegistered: (draft, log) => {
    const { projectId, owner, developer, pool, request, draftExpiry } = log.args;
    requireNext(log, projectId, draft.now().projects.size);
    draft.put("projects", projectId, {
      ...request,
      owner,
      developer,
      pool,
      draftExpiry,
      status: STATUS.draft,
      lastPeriodEnd: 0,
      creditedUntil: 0,
      areaM2: 0n,
      serialsRoot: zeroHash,
      validatedBy: undefined,
      offeredTo: undefined,
      externalSerials: [],
      designs: [],
      ending: undefined,
    });
    // The ground's record is opened in the same call, without an event of its own.
    draft.put("grounds", projectId, { root: openingRoot(projectId), segments: [], edgeCells: 0n, bond: 0n });
  },
  ExternalSerialsStated: (draft, log) => {
    const { projectId, serials } = log.args;
    const { programme, series, first, last } = serials;
    const { externalSerials, serialsRoot } = known(log, draft.now().projects, projectId, "project");
    change(draft, log, projectId, {
      externalSerials: [...externalSerials, serials],
      serialsRoot: keccak256(encodeAbiParameters(SERIALS, [serialsRoot, programme, series, first, last])),
    });
  },
  DesignCommitted: (draft, log) => {
    const { projectId, digest, committedAt } = log.args;
    const { status, designs } = known(log, draft.now().projects, projectId, "project");
    // A draft has one design.
    const earlier = status === STATUS.draft ? [] : designs;
    change(draft, log, projectId, { designs: [...earlier, { digest, committedAt }] });
  },
  ProjectActivated: (draft, log) => {
    const { projectId, verifier, groundRoot, edgeCells, areaM2 } = log.args;
    const ground = known(log, draft.now().grounds, projectId, "project");
    if (ground.root !== groundRoot || ground.edgeCells !== edgeCells)
      throw inconsistent(log, ground.root, `the logs of claims lead to ${edgeCells} cells and the root ${groundRoot}`);
    change(draft, log, projectId, { status: STATUS.active, validatedBy: verifier, areaM2 });
  },
  ProjectOffered: (draft, log) => {
    const { projectId, to } = log.args;
    change(draft, log, projectId, { offeredTo: to === zeroAddress ? undefined : to });
  },
  ProjectAccepted: (draft, log) => {
    const { projectId, owner, developer } = log.args;
    change(draft, log, projectId, { owner, developer, offeredTo: undefined });
  },
  ProjectEndingAnnounced: (draft, log) => {
    const { projectId, ending: into, from, until } = log.args;
    change(draft, log, projectId, { ending: { into, from, until } });
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
