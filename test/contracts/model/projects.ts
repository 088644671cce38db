import { isUndecided } from "./reports.ts";
import { CLOSED, NEVER, termsOf, TIMES, YEAR } from "./terms.ts";
import type { MethodologyId } from "./terms.ts";
import { projectOf, require, STATUS } from "./world.ts";
import type { Ended, Holder, Project, World } from "./world.ts";

export type Registration = {
  readonly method: MethodologyId;
  readonly edgeLevel: 16 | 20;
  readonly creditingStart: number;
  readonly creditingEnd: number;
};

export const requireDraft = (world: World, { status, draftExpiry }: Project): void => {
  require(status === STATUS.draft, "ProjectStatusMismatch");
  require(world.now < draftExpiry, "ProjectDraftLapsed");
};

export const requireOwner = ({ owner }: Project, by: Holder): void => require(owner === by, "ProjectNotOwner");

export const register = (world: World, by: Holder, asked: Registration): void => {
  require(asked.method !== CLOSED, "MethodologyIsClosed");
  const { edgeLevels } = termsOf(asked.method);
  require((asked.edgeLevel === 16 ? edgeLevels & 1 : edgeLevels & 2) !== 0, "ProjectEdgeLevelNotAllowed");
  require(asked.creditingStart < asked.creditingEnd, "ProjectCreditingPeriodEmpty");
  const developer = world.developers.get(by);
  require(developer !== undefined, "DeveloperAccountUnknown");
  const nothing = { grossKg: 0n, halfWidthKg: 0n, creditedKg: 0n, issuedKg: 0n, lostKg: 0n, cancelledKg: 0n };
  world.projects.push({
    ...asked,
    ...nothing,
    id: world.projects.length + 1,
    owner: by,
    developer,
    status: STATUS.draft,
    lastPeriodEnd: 0,
    creditedUntil: 0,
    draftExpiry: world.now + TIMES.draft,
    areaM2: 0n,
    designs: [],
    ending: undefined,
    offeredTo: undefined,
    segments: [],
    bondWei: 0n,
    bondSince: world.now,
    prolongations: 0,
    latest: 0,
    alert: 0,
    opener: undefined,
    deadline: 0,
    observedUntil: 0,
    rests: new Map(),
    losses: [],
    dueKg: 0n,
    deficitKg: 0n,
    unissuedKg: 0n,
    unissuedUntil: 0,
    lossUntil: 0,
    queue: [],
    emptied: 0,
  });
};

/** Of a draft one design, later ones beside it (L18). */
export const commitDesign = (world: World, by: Holder, id: number, design: number): void => {
  const project = projectOf(world, id);
  requireOwner(project, by);
  const { status, designs } = project;
  require(status === STATUS.draft || status === STATUS.active, "ProjectStatusMismatch");
  if (status === STATUS.draft) designs.length = 0;
  designs.push({ design, committedAt: world.now });
};

export const offer = (world: World, by: Holder, id: number, to: Holder): void => {
  requireOwner(projectOf(world, id), by);
  projectOf(world, id).offeredTo = to;
};

export const accept = (world: World, by: Holder, id: number): void => {
  const project = projectOf(world, id);
  require(project.offeredTo === by, "ProjectNotOffered");
  const developer = world.developers.get(by);
  require(developer !== undefined, "DeveloperAccountUnknown");
  Object.assign(project, { owner: by, developer, offeredTo: undefined });
};

/** The owner ends it; from a year after its crediting end on anyone completes it. */
const requireEnder = (world: World, project: Project, by: Holder, into: Ended): void => {
  const isAbandoned = world.now >= project.creditingEnd + TIMES.grace;
  require(project.owner === by || (into === STATUS.completed && isAbandoned), "ProjectNotOwner");
};

export const announceEnding = (world: World, by: Holder, id: number, into: Ended): void => {
  const project = projectOf(world, id);
  requireEnder(world, project, by, into);
  require(project.status === STATUS.active, "ProjectStatusMismatch");
  require(world.now >= (project.ending?.until ?? 0), "ProjectEndingStands");
  const from = world.now + termsOf(project.method).challengeWindow;
  project.ending = { into, from, until: from + TIMES.endingLifetime };
};

const requireDecided = (world: World, project: Project): void =>
  require(!isUndecided(world, project.latest), "ProjectReportUndecided");

export const end = (world: World, by: Holder, id: number, into: Ended): void => {
  const project = projectOf(world, id);
  requireEnder(world, project, by, into);
  if (into === STATUS.withdrawn && project.status === STATUS.draft) {
    project.status = STATUS.withdrawn;
    return;
  }
  require(project.status === STATUS.active, "ProjectStatusMismatch");
  const { ending } = project;
  const isDue = ending?.into === into && world.now >= ending.from && world.now < ending.until;
  require(isDue, "ProjectEndingNotDue");
  requireDecided(world, project);
  project.status = into;
};

/** When anyone may mark a draft or an active project as withdrawn. */
export const lapsesAt = ({ status, draftExpiry, creditingStart, lastPeriodEnd, creditedUntil }: Project): number => {
  if (status === STATUS.draft) return draftExpiry;
  if (creditedUntil > 0) return NEVER;
  return Math.max(draftExpiry, creditingStart, lastPeriodEnd) + TIMES.idle;
};

export const lapse = (world: World, id: number): void => {
  const project = projectOf(world, id);
  require(project.status === STATUS.draft || project.status === STATUS.active, "ProjectStatusMismatch");
  require(world.now >= lapsesAt(project), "ProjectNotLapsed");
  requireDecided(world, project);
  project.status = STATUS.withdrawn;
};

export const revoke = (world: World, id: number): void => {
  const project = projectOf(world, id);
  require(project.status === STATUS.active, "ProjectStatusMismatch");
  require(project.creditedUntil === 0, "ProjectCredited");
  project.status = STATUS.withdrawn;
};

/** 0 for a project that was never credited. */
export const monitoringEnd = ({ method, creditedUntil }: Project): number => {
  const { reversible, monitoringYears } = termsOf(method);
  return creditedUntil > 0 && reversible ? creditedUntil + monitoringYears * YEAR : creditedUntil;
};

export const releasableAt = (project: Project): number => {
  if (project.status === STATUS.draft) return project.draftExpiry;
  if (project.status === STATUS.active) return NEVER;
  const watchedUntil = monitoringEnd(project);
  const { reversible, challengeWindow } = termsOf(project.method);
  return watchedUntil > 0 && reversible ? watchedUntil + challengeWindow : watchedUntil;
};
